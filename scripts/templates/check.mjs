import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import ts from 'typescript';
import { inCheckout } from '../setup/checkout.mjs';
import { asTypeScript } from './as-typescript.mjs';

/**
 * Checks the templates below a folder against types of the sources beside them. `web/html.ts` in that folder says what
 * may be printed unescaped. Returns how many there are, and each fault with its file, line and column.
 */
export function checkTemplates(folder) {
  const templates = listTemplates(folder).map((file) => readTemplate(folder, file));
  const readable = templates.filter(({ code }) => code !== undefined);
  const faults = [
    ...templates.flatMap(({ file, faults: found }) => found.map((fault) => ({ file, ...fault }))),
    ...typeFaults(folder, readable),
  ];
  const files = new Set(faults.map(({ file }) => file));
  faults.push(...readable.filter(({ file }) => !files.has(file)).flatMap(syntaxFaults));
  return { count: templates.length, faults };
}

function listTemplates(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.ejs'))
    .map((name) => path.join(folder, name))
    .sort();
}

function readTemplate(folder, file) {
  const name = `/${path
    .relative(folder, file)
    .split(path.sep)
    .join('/')
    .replace(/\.ejs$/, '')}`;
  return { file, name, ...asTypeScript(readFileSync(file, 'utf8')) };
}

/** What is in scope in every template. A value that cannot be printed, such as an object, is a fault. */
function declarations(folder, templates) {
  const html = path.join(folder, 'web/html.js').split(path.sep).join('/');
  const entries = templates.map(({ file, name, type }) => {
    const absolute = type.replace(
      /'(\.[^']*)'/,
      (_, to) => `'${path.resolve(path.dirname(file), to).split(path.sep).join('/')}'`,
    );
    return `  ${JSON.stringify(name)}: ${absolute};`;
  });
  return `type Html = import(${JSON.stringify(html)}).Html;
type Templates = {
${entries.join('\n')}
};
interface Printing {
  p(value: string | number | bigint | boolean | null | undefined): void;
  r(value: Html | null | undefined): void;
  include<Name extends keyof Templates>(name: Name, view: Templates[Name]): Html;
}
`;
}

function typeFaults(folder, templates) {
  const declared = path.join(folder, 'templates.generated.d.ts');
  const texts = new Map([[declared, declarations(folder, templates)]]);
  const origins = new Map();
  for (const { file, code } of templates) {
    texts.set(`${file}.mts`, code);
    origins.set(`${file}.mts`, file);
  }
  const program = createProgram(texts);
  return [...origins].flatMap(([generated, file]) => {
    const source = program.getSourceFile(generated);
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return found.map((diagnostic) => asFault(file, source, diagnostic));
  });
}

function createProgram(texts) {
  const base = ts.readConfigFile(inCheckout('tsconfig.base.json'), ts.sys.readFile).config.compilerOptions;
  const { options } = ts.convertCompilerOptionsFromJson(base, inCheckout());
  const settings = {
    ...options,
    composite: false,
    incremental: false,
    noEmit: true,
    types: ['node'],
    skipLibCheck: true,
  };
  settings.typeRoots = [inCheckout('node_modules/@types')];
  settings.isolatedModules = false;
  const host = ts.createCompilerHost(settings);
  const { readFile, fileExists, getSourceFile } = host;
  host.readFile = (file) => texts.get(path.normalize(file)) ?? readFile.call(host, file);
  host.fileExists = (file) => texts.has(path.normalize(file)) || fileExists.call(host, file);
  host.getSourceFile = (file, target, ...rest) => {
    const text = texts.get(path.normalize(file));
    return text === undefined
      ? getSourceFile.call(host, file, target, ...rest)
      : ts.createSourceFile(file, text, target, true);
  };
  return ts.createProgram([...texts.keys()], settings, host);
}

function asFault(file, source, { start = 0, messageText }) {
  const { line, character } = source.getLineAndCharacterOfPosition(start);
  const message = ts.flattenDiagnosticMessageText(messageText, '\n    ');
  return { file, line: line + 1, column: line === 0 ? 1 : character + 1, message };
}

/** TypeScript accepts what EJS cannot run, such as `view.x!`: templates are JavaScript. */
function syntaxFaults({ file, type, code }) {
  const script = code.replace('export default (', '(').replace(`view: ${type}`, 'view').replace(': Printing', '');
  try {
    new vm.Script(script, { filename: file });
    return [];
  } catch (error) {
    const line = Number(/:(\d+)\n/.exec(error.stack)?.[1] ?? 1);
    return [{ file, line, column: 1, message: `${error.message}. A template is JavaScript, without types.` }];
  }
}
