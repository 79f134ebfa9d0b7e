import ejs from 'ejs';
import { escapeHtml } from './html.js';
import type { Html } from './html.js';

/** Prints another template with a view model of its own; nothing is inherited. */
export type Include = (name: string, view: object) => Html;

export type TemplateFunction = (view: object, include: Include) => Html;

type Generated = (
  view: object,
  escapeFn: (value: unknown) => string,
  include: Include,
  rethrow: (cause: unknown, line: number) => never,
) => Html;

const TYPE_LINE = /^<%# view: import\('[^']+'\)\.\w+ -?%>/;

/**
 * Makes a function of a template's text. The first line names the view model's type (`<%# view: import('../views.js').CaseView %>`)
 * for `scripts/check-templates.mjs`. Throws with the template's name when that line is missing or the text doesn't compile.
 */
export function compileTemplate(name: string, text: string): TemplateFunction {
  if (!TYPE_LINE.test(text)) {
    throw new Error(
      `Template ${name}, line 1: name the view's type first: <%# view: import('../views.js').CaseView %>`,
    );
  }
  const generated = generate(name, withoutIndentation(text));
  const rethrow = (cause: unknown, line: number): never => {
    throw new TemplateError(name, line, cause);
  };
  return (view, include) => generated(view, escapeHtml, include, rethrow);
}

/** A template that failed while printing. An include's failure reads: `/b, line 2: …, included by /a, line 7`. */
class TemplateError extends Error {
  constructor(name: string, line: number, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const included = cause instanceof TemplateError;
    super(included ? `${reason}, included by ${name}, line ${line}` : `${name}, line ${line}: ${reason}`, { cause });
    this.name = 'TemplateError';
  }
}

/**
 * EJS writes the function's source; it is wrapped here rather than by EJS, whose wrapper copies the view model at
 * every call, lets includes inherit it, and reads included files from disk.
 */
function generate(name: string, text: string): Generated {
  const template = new ejs.Template(text, { strict: true, _with: false, localsName: 'view', compileDebug: true });
  try {
    template.compile();
    const source = `"use strict"; let __line = 1; try {\n${withDirectAppends(template.source)}\n} catch (error) { rethrow(error, __line); }`;
    // The source is our own template, read from the package: no text from outside is compiled.
    // oxlint-disable-next-line typescript/no-implied-eval
    return new Function('view', 'escapeFn', 'include', 'rethrow', source) as Generated;
  } catch (cause) {
    const reason = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
    throw new Error(`Template ${name} does not compile: ${reason}`, { cause });
  }
}

/** Fixed text and escaped values are never undefined, so they need no check at each append. */
function withDirectAppends(source: string): string {
  return source
    .replace(/^ {4}; __append\(("(?:[^"\\]|\\.)*")\)$/gm, '    ; __output += $1')
    .replace(/^ {4}; __append\((escapeFn\(.*\))\)$(?=\n {4};|\n {2}return)/gm, '    ; __output += $1');
}

/** Drops indentation and the line breaks after statements, which only cost bytes, and keeps every line's number. */
function withoutIndentation(text: string): string {
  return text
    .replace(/^[ \t]+/gm, '')
    .replace(/^(<%(?![=-])(?:(?!%>)[^\n])*?)-?%>$/gm, '$1-%>')
    .replace(/^%>$/gm, '-%>');
}
