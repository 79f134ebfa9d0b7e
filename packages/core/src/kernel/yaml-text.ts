import { isScalar, LineCounter, parseDocument, visit, type Document } from 'yaml';

/** What keeps a text from being read, with its line, counted from 1, where one can be named. */
export interface YamlFault {
  readonly message: string;
  readonly line?: number | undefined;
}

/** A text as plain data, or what keeps it from being read. */
export interface YamlText {
  readonly value: unknown;
  readonly faults: readonly YamlFault[];
  /** The line of what a path leads to (`form.questions.2.label`), or of the nearest thing around it. */
  lineOf(path: string): number | undefined;
}

/** Reads YAML, and JSON with it, that somebody else wrote: nothing in it can fill the memory or run. */
export function readYamlText(text: string): YamlText {
  const lines = new LineCounter();
  try {
    // The parser holds each key against all before it: a text of many would be read for minutes.
    const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false, prettyErrors: false });
    const wrong = document.errors.map(({ message, pos }) => ({ message, at: pos[0] }));
    const faults = [...wrong, ...keysAgain(document)].map(({ message, at }) => ({
      message,
      line: lines.linePos(at).line,
    }));
    if (faults.length > 0) return unread(faults);
    const value: unknown = document.toJS({ maxAliasCount: 20 });
    return { value, faults, lineOf: (path) => lineOf(path, document, lines) };
  } catch (error) {
    // So the parser says that aliases of aliases would fill the memory, and the engine that a text is nested too deeply.
    if (error instanceof ReferenceError)
      return unread([{ message: 'Write out what *aliases stand for: there are too many' }]);
    if (error instanceof RangeError) return unread([{ message: 'Nest it less deeply' }]);
    throw error;
  }
}

function unread(faults: readonly YamlFault[]): YamlText {
  return { value: undefined, faults, lineOf: () => undefined };
}

/** The keys that stand in one map twice, each with where it begins. */
function keysAgain(document: Document.Parsed): { message: string; at: number }[] {
  const again: { message: string; at: number }[] = [];
  visit(document, {
    Map: (_, { items }) => {
      const keys = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        if (keys.has(key.value)) again.push({ message: 'Map keys must be unique', at: key.range?.[0] ?? 0 });
        keys.add(key.value);
      }
    },
  });
  return again;
}

function lineOf(path: string, document: Document.Parsed, lines: LineCounter): number | undefined {
  const steps = path === '' ? [] : path.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  for (let length = steps.length; length > 0; length -= 1) {
    const node: unknown = document.getIn(steps.slice(0, length), true);
    const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined;
    if (Array.isArray(range) && typeof range[0] === 'number') return lines.linePos(range[0]).line;
  }
  return undefined;
}
