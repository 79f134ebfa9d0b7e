import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileTemplate } from './compile-template.js';
import type { Include, TemplateFunction } from './compile-template.js';
import type { Html } from './html.js';

export interface TemplatesOptions {
  /** Folder whose `*.ejs` files are the templates. Without it, core's own `src`, which the package carries. */
  readonly root?: string;
  /** `always` compiles a template anew when its file has changed (development). Without it, `never`. */
  readonly reload?: 'always' | 'never';
}

export interface Templates {
  /**
   * Prints a view model. The name is the file's path from the root without extension: `/cases/views/case`.
   * A template sees its view model and nothing else. Throws an error naming the template and the line.
   */
  render(name: string, view: object): Html;
  /** Every template's name, sorted. */
  readonly names: readonly string[];
}

const SOURCES = fileURLToPath(new URL('../../src', import.meta.url));

/** Compiles all templates under the root once. No file is read while a page is rendered, unless `reload` asks for it. */
export function createTemplates({ root = SOURCES, reload = 'never' }: TemplatesOptions = {}): Templates {
  const compiled = new Map<string, TemplateFunction>();
  const compiledAt = new Map<string, number>();

  const compile = (name: string): void => {
    const file = path.join(root, `${name}.ejs`);
    compiledAt.set(name, statSync(file).mtimeMs);
    compiled.set(name, compileTemplate(name, readFileSync(file, 'utf8')));
  };

  const get = (name: string): TemplateFunction => {
    if (reload === 'always' && compiled.has(name)) refresh(name);
    const template = compiled.get(name);
    if (template === undefined) throw new Error(`No template is called ${name}. Names start at src: /cases/views/case`);
    return template;
  };

  const refresh = (name: string): void => {
    if (statSync(path.join(root, `${name}.ejs`)).mtimeMs !== compiledAt.get(name)) compile(name);
  };

  const include: Include = (name, view) => get(name)(view, include);

  for (const name of templateNames(root)) compile(name);
  return { names: [...compiled.keys()], render: include };
}

function templateNames(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ejs'))
    .map((file) => `/${file.slice(0, -'.ejs'.length).split(path.sep).join('/')}`)
    .sort();
}
