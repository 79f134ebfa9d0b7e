import type { z } from 'zod';
import type { Team } from '../../directory/index.js';
import type { DesignField } from './design-fields.js';
import type { ServiceDefinition } from '../types.js';

/** What the pages of the designer know besides the definition. */
export interface DesignWorld {
  readonly teams: readonly Pick<Team, 'key' | 'name'>[];
  /** Wards in which the council's addresses lie. */
  readonly areas: readonly string[];
  /** Names of property facts that any service looks at. */
  readonly facts: readonly string[];
}

export type Item = Readonly<Record<string, unknown>>;

interface PartWords {
  /** In addresses: `/desk/service-design/<id>/<key>`. */
  readonly key: string;
  readonly title: string;
  readonly intro: string;
  readonly fields: (definition: ServiceDefinition, world: DesignWorld) => readonly DesignField[];
}

/** A part of a definition that is one form. */
export interface FormPart extends PartWords {
  readonly kind: 'form';
  readonly read: (definition: ServiceDefinition) => Item;
  readonly write: (definition: ServiceDefinition, item: Item) => unknown;
}

/** A part that is a list in an order, each entry a form. */
export interface ListPart extends PartWords {
  readonly kind: 'list';
  /** "a question" */
  readonly one: string;
  readonly schema: z.ZodType;
  readonly headings: readonly string[];
  readonly cells: (definition: ServiceDefinition, item: Item) => readonly string[];
  readonly read: (definition: ServiceDefinition) => readonly Item[];
  /** Entries move up and down among those for which this is the same. */
  readonly among?: (item: Item) => string;
  /** The definition with these entries in place of its own. */
  readonly write: (definition: ServiceDefinition, items: readonly Item[]) => unknown;
}

export type DesignPart = FormPart | ListPart;

/** What stands at the end of a path, `identityLevel.log`. */
export function valueAt(item: Item, path: string): unknown {
  let value: unknown = item;
  for (const step of path.split('.'))
    value = typeof value === 'object' && value !== null ? (value as Item)[step] : undefined;
  return value;
}

/** A copy with another value there; `undefined` takes it out. */
export function withValueAt(item: Item, path: string, value: unknown): Item {
  const [step = '', ...rest] = path.split('.');
  const inner = rest.length === 0 ? value : withValueAt((item[step] ?? {}) as Item, rest.join('.'), value);
  if (inner !== undefined) return { ...item, [step]: inner };
  const { [step]: _gone, ...others } = item;
  return others;
}
