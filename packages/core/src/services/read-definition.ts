import type { z } from 'zod';
import { readYamlText } from '../kernel/yaml-text.js';
import { checkDefinition } from './design/definition-checks.js';
import { ServiceDefinition, type Fault } from './types.js';

export type ReadDefinition =
  { definition: ServiceDefinition; faults: [] } | { definition?: undefined; faults: [Fault, ...Fault[]] };

/** A fault in a file, with the line it is on, counted from 1. */
export interface FileFault extends Fault {
  line?: number | undefined;
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
  const read = readYamlText(text);
  if (read.faults.length > 0) return { faults: read.faults.map((fault) => ({ path: '', ...fault })) };
  const { definition, faults } = readDefinition(read.value ?? {});
  return { definition, faults: faults.map((fault) => ({ ...fault, line: read.lineOf(fault.path) })) };
}

function toFault(issue: z.core.$ZodIssue): Fault {
  const path = issue.path.join('.');
  if (issue.code === 'invalid_type' && issue.input === undefined) return { path, message: 'Give this: it is missing' };
  if (issue.code !== 'unrecognized_keys') return { path, message: issue.message };
  return { path, message: `Remove ${issue.keys.join(', ')}: there is no such field here` };
}
