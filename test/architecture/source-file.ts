import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { root } from './layers.js';

/** One source file of core, read but not interpreted. */
export interface SourceFile {
  /** From `packages/core/src`, with forward slashes: `cases/commands/log-case.ts`. */
  readonly path: string;
  readonly text: string;
  /** The folder of the first level, or '' for a file beside them. */
  readonly capability: string;
  readonly isTest: boolean;
  readonly tree: ts.SourceFile | undefined;
}

const sources = path.join(root, 'packages/core/src');
const readable = /\.(?:ts|ejs)$/;

export function readSourceFiles(): SourceFile[] {
  return readdirSync(sources, { recursive: true, encoding: 'utf8' })
    .filter((file) => readable.test(file))
    .map((file) => asSourceFile(file.split(path.sep).join('/'), readFileSync(path.join(sources, file), 'utf8')));
}

export function asSourceFile(file: string, text: string): SourceFile {
  return {
    path: file,
    text,
    capability: file.includes('/') ? (file.split('/')[0] ?? '') : '',
    isTest: /(?:\.(?:test|examples)\.ts$|(?:^|\/)testing(?:\/|\.ts$))/.test(file),
    tree: file.endsWith('.ts') ? ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true) : undefined,
  };
}

/** Every node of the file, outermost first. */
export function* nodesOf(file: SourceFile): Generator<ts.Node> {
  if (!file.tree) return;
  const waiting: ts.Node[] = [file.tree];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    yield node;
    waiting.push(...node.getChildren().toReversed());
  }
}

export const lineOf = (node: ts.Node): number =>
  node.getSourceFile().getLineAndCharacterOfPosition(node.getStart()).line + 1;

/** What a file takes from other files of core: each as a path from `packages/core/src`, with its line. */
export function listImports(file: SourceFile): { to: string; line: number }[] {
  return file.tree ? listModuleImports(file) : listTemplateImports(file);
}

function listModuleImports(file: SourceFile): { to: string; line: number }[] {
  const found: { to: string; line: number }[] = [];
  for (const node of nodesOf(file)) {
    const name = moduleNamed(node);
    if (name?.startsWith('.')) found.push({ to: resolveFrom(file, name), line: lineOf(node) });
  }
  return found;
}

function moduleNamed(node: ts.Node): string | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
    return node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier) ? node.moduleSpecifier.text : undefined;
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
    return ts.isStringLiteral(node.argument.literal) ? node.argument.literal.text : undefined;
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    const [argument] = node.arguments;
    return argument && ts.isStringLiteral(argument) ? argument.text : undefined;
  }
  return undefined;
}

/** A template takes its view model's type from a module, and other templates by their path from the root. */
function listTemplateImports(file: SourceFile): { to: string; line: number }[] {
  return file.text.split('\n').flatMap((text, index) => {
    const types = [...text.matchAll(/import\('(\.[^']+)'\)/g)].map(([, name = '']) => resolveFrom(file, name));
    const templates = [...text.matchAll(/include\('\/([^']+)'/g)].map(([, name = '']) => `${name}.ejs`);
    return [...types, ...templates].map((to) => ({ to, line: index + 1 }));
  });
}

const resolveFrom = (file: SourceFile, name: string): string =>
  path.posix.join(path.posix.dirname(file.path), name).replace(/\.js$/, '.ts');
