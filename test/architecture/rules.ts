import ts from 'typescript';
import type { Layers } from './layers.js';
import { lineOf, listImports, nodesOf, type SourceFile } from './source-file.js';

export interface Fault {
  readonly rule: string;
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/** A rule says what is wrong with one file: the line, and what to do instead. */
type Rule = (file: SourceFile, layers: Layers) => { line: number; message: string }[];

const vagueWords = /(?:^|-)(?:utils?|helpers?|common|misc|managers?)(?:-|$)/;
const sqlWords =
  /\b(?:select\s[^]*\sfrom\s|insert\s+into\s|update\s+\w+\s+set\s|delete\s+from\s|(?:create|alter|drop)\s+(?:unique\s+)?(?:table|index)\s)/i;
const mayHoldSql = /^(?:kernel\/db|migrations)\/|(?:^|[/-])repository\.ts$/;
const databaseNames = new Set(['db', 'reads', 'writes', 'tx', 'transaction']);
const databaseVerbs = new Set(['from', 'insert', 'update', 'remove']);

/** Every folder of a capability, besides its parts; `views` and `import` may have folders of their own. */
const capabilityFolders = new Set(['commands', 'views', 'import', 'testing']);
const roles =
  'types|rules|permissions|events|queries|repository|desk|resident|api|views|jobs|fixtures|index|checks|messages|testing';
const roleName = new RegExp(`(?:^|-)(?:${roles})$`);
const freelyNamed = new Set(['', 'kernel', 'web', 'app', 'migrations', 'testing']);

/** Capabilities of pages that join others have a folder for each page instead. */
const pageCapabilities = new Set(['desk', 'residents', 'field']);

export const rules: Readonly<Record<string, Rule>> = {
  'lower-layers-only': (file, { layers, betweenEquals }) =>
    crossings(file).flatMap(({ from, to, line }) => {
      const [above, below] = [layers[from], layers[to]];
      if (above === undefined || below === undefined) {
        return [{ line, message: `layers.json has no layer for ${above === undefined ? from : to}` }];
      }
      const allowed = below < above || betweenEquals.some((pair) => pair.from === from && pair.to === to);
      return allowed ? [] : [{ line, message: `${from} (layer ${above}) takes from ${to} (layer ${below})` }];
    }),

  'front-door-only': (file, { importedByFile }) =>
    crossings(file)
      .filter(({ to, target }) => !importedByFile.includes(to) && !/^[^/]+\/index\.ts$|\.ejs$/.test(target))
      .map(({ to, target, line }) => ({ line, message: `takes from ${target}: import ${to}/index.js` })),

  'sql-in-repositories': (file) =>
    file.isTest || mayHoldSql.test(file.path)
      ? []
      : find(file, (node) => holdsSql(node) || asksDatabase(node), 'SQL stands in a repository'),

  'settings-from-config': (file) =>
    file.isTest
      ? []
      : find(
          file,
          (node) => isMember(node, 'process', 'env'),
          'take settings as an argument; kernel/config reads them',
        ),

  'time-from-clock': (file) => find(file, readsTime, 'take the time as an argument, or the clock'),

  'telling-names': (file) =>
    file.path
      .split('/')
      .filter((part) => vagueWords.test(part.replace(/\..*$/, '')))
      .map((part) => ({ line: 1, message: `${part} says nothing about what is in it` })),

  'kebab-case': (file) =>
    file.path
      .split('/')
      .filter((part) => !/^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.(?:test|examples|d))?(?:\.(?:ts|ejs))?$/.test(part))
      .map((part) => ({ line: 1, message: `${part} is not in kebab-case` })),

  'one-glance-files': (file) => {
    const lines = file.text.split('\n').length - 1;
    const most = file.path.endsWith('.ejs') ? 80 : 300;
    return lines > most ? [{ line: most, message: `has ${lines} lines, ${most} at most` }] : [];
  },

  'capability-folders': (file, { parts }) => {
    const [, folder, ...rest] = file.path.split('/');
    const isNested = !freelyNamed.has(file.capability) && rest.length > 0 && folder !== undefined;
    if (!isNested || pageCapabilities.has(file.capability)) return [];
    const allowed = [...capabilityFolders, ...Object.keys(parts[file.capability] ?? {})];
    if (allowed.includes(folder)) return [];
    return [{ line: 1, message: `${file.capability} has the folders ${allowed.join(', ')}, not ${folder}` }];
  },

  'named-after-contents': (file) => {
    const name = /([^/]+)\.ts$/.exec(file.path)?.[1];
    if (name === undefined || file.isTest || freelyNamed.has(file.capability) || roleName.test(name)) return [];
    const isNamed = exportedNames(file).some((exported) => shareWord(name, exported));
    return isNamed ? [] : [{ line: 1, message: `exports nothing that ${name} speaks of, and is not a usual file` }];
  },
};

/** Applies every rule to every file, less the exemptions. */
export function findFaults(files: readonly SourceFile[], layers: Layers): Fault[] {
  return Object.entries(rules).flatMap(([rule, judge]) =>
    files
      .filter((file) => !isExempt(rule, file, layers))
      .flatMap((file) => judge(file, layers).map((fault) => ({ rule, file: file.path, ...fault }))),
  );
}

/** Exemptions that no file needs any more. */
export function findIdleExemptions(files: readonly SourceFile[], layers: Layers): string[] {
  const faults = findFaults(files, { ...layers, exemptions: [] });
  return layers.exemptions
    .filter(({ rule, file }) => !faults.some((fault) => fault.rule === rule && covers(file, fault.file)))
    .map(({ rule, file }) => `${rule}: ${file}`);
}

const covers = (exempted: string, file: string): boolean =>
  exempted.endsWith('/') ? file.startsWith(exempted) : file === exempted;

const isExempt = (rule: string, { path }: SourceFile, { exemptions }: Layers): boolean =>
  exemptions.some((exemption) => exemption.rule === rule && covers(exemption.file, path));

/**
 * Imports that leave the file's own capability. The package's front door, `index.ts`, may take from all of them, and
 * tests may take from `testing`.
 */
function crossings(file: SourceFile): { from: string; to: string; target: string; line: number }[] {
  if (file.capability === '') return [];
  return listImports(file)
    .map(({ to: target, line }) => ({ from: file.capability, to: target.split('/')[0] ?? '', target, line }))
    .filter(({ from, to }) => from !== to && to !== '..' && !(file.isTest && to === 'testing'));
}

function find(
  file: SourceFile,
  isFault: (node: ts.Node) => boolean,
  message: string,
): { line: number; message: string }[] {
  return [...nodesOf(file)].filter(isFault).map((node) => ({ line: lineOf(node), message }));
}

function holdsSql(node: ts.Node): boolean {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return sqlWords.test(node.text);
  return ts.isTemplateExpression(node) && sqlWords.test(node.getText());
}

/** `db.from('cases')`, and its like. */
function asksDatabase(node: ts.Node): boolean {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
  const { expression: receiver, name } = node.expression;
  const owner = ts.isPropertyAccessExpression(receiver) ? receiver.name.text : receiver.getText();
  const [table] = node.arguments;
  return databaseNames.has(owner) && databaseVerbs.has(name.text) && table !== undefined && ts.isStringLiteral(table);
}

function isMember(node: ts.Node, object: string, member: string): boolean {
  return ts.isPropertyAccessExpression(node) && node.expression.getText() === object && node.name.text === member;
}

function readsTime(node: ts.Node): boolean {
  if (isMember(node, 'Date', 'now')) return true;
  return ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length;
}

function exportedNames({ tree }: SourceFile): string[] {
  return (tree?.statements ?? []).flatMap((statement) => {
    if (ts.isExportDeclaration(statement) && statement.exportClause && ts.isNamedExports(statement.exportClause)) {
      return statement.exportClause.elements.map(({ name }) => name.text);
    }
    const isExported =
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    if (!isExported) return [];
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.map(({ name }) => name.getText());
    const { name } = statement as ts.DeclarationStatement;
    return name ? [name.getText()] : [];
  });
}

/** `search-scoring` shares a word with `scoreArticle`: words are compared by how they begin. */
function shareWord(fileName: string, exported: string): boolean {
  const words = exported.split(/_|(?<=[a-z0-9])(?=[A-Z])/).map(beginning);
  return fileName.split('-').some((word) => words.includes(beginning(word)));
}

const beginning = (word: string): string => word.toLowerCase().slice(0, 4);
