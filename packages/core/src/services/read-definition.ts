import { LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import { checkDefinition } from './design/definition-checks.js';
import { ServiceDefinition, type Fault } from './types.js';

export type ReadDefinition =
  { definition: ServiceDefinition; faults: [] } | { definition?: undefined; faults: [Fault, ...Fault[]] };

/** A fault in a file, with the line it is on, counted from 1. */
export interface FileFault extends Fault {
  line?: number;
}

/** A sound definition from parsed JSON or YAML, or everything that is wrong with it. */
export function readDefinition(raw: unknown): ReadDefinition {
  const read = parseDefinition(raw);
  const [first, ...others] = read.definition ? checkDefinition(read.definition) : read.faults;
  return first ? { faults: [first, ...others] } : read;
}

/** A definition of the right shape, sound or not: a draft. */
export function parseDefinition(raw: unknown): ReadDefinition {
  const parsed = ServiceDefinition.safeParse(raw);
  if (parsed.success) return { definition: parsed.data, faults: [] };
  const [first, ...others] = parsed.error.issues.map(toFault);
  return { faults: [first ?? { path: '', message: 'Not a service' }, ...others] };
}

/** The same from the text of a YAML file; faults say the line. */
export function readDefinitionFile(text: string): { definition?: ServiceDefinition; faults: FileFault[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  if (document.errors.length > 0) {
    const faults = document.errors.map(({ message, pos }) => ({ path: '', message, line: lines.linePos(pos[0]).line }));
    return { faults };
  }
  const raw = resolveAliases(document);
  if (raw === undefined)
    return { faults: [{ path: '', message: 'Write out what *aliases stand for: there are too many' }] };
  const { definition, faults } = readDefinition(raw);
  return { definition, faults: faults.map((fault) => ({ ...fault, line: lineOf(fault.path, document, lines) })) };
}

/** Plain data; undefined where aliases of aliases would fill the memory (the parser throws ReferenceError). */
function resolveAliases(document: Document.Parsed): unknown {
  try {
    return document.toJS({ maxAliasCount: 20 }) ?? {};
  } catch (error) {
    if (error instanceof ReferenceError) return undefined;
    throw error;
  }
}

function toFault(issue: z.core.$ZodIssue): Fault {
  const path = issue.path.join('.');
  if (issue.code === 'invalid_type' && issue.input === undefined) return { path, message: 'Give this: it is missing' };
  if (issue.code !== 'unrecognized_keys') return { path, message: issue.message };
  return { path, message: `Remove ${issue.keys.join(', ')}: there is no such field here` };
}

/** The line of the fault's field, or of the nearest thing around it that is in the file. */
function lineOf(path: string, document: Document.Parsed, lines: LineCounter): number | undefined {
  const steps = path === '' ? [] : path.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  for (let length = steps.length; length > 0; length -= 1) {
    const node: unknown = document.getIn(steps.slice(0, length), true);
    const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined;
    if (Array.isArray(range) && typeof range[0] === 'number') return lines.linePos(range[0]).line;
  }
  return undefined;
}
