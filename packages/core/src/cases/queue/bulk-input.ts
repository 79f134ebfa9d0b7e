import { z } from 'zod';
import type { FieldFault } from '../../kernel/errors.js';
import { MINUTE_MS } from '../../kernel/clock.js';
import { line, longText, uuidField, versionField } from '../../kernel/input.js';
import { PRIORITIES } from '../../services/index.js';
import { linkKinds } from '../links/relations-repository.js';
import { noteLength } from '../log/log-input.js';
import type { DescribedSummary } from '../types.js';

/** For how long a change of several cases can be undone. */
export const undoLastsMs = 10 * MINUTE_MS;

/** As many cases as the longest page of a list holds. */
export const bulkAtMost = 200;

/** What can be done to several cases at once. */
export const BulkChange = z.discriminatedUnion('does', [
  /** Null gives them back to their teams. */
  z.strictObject({ does: z.literal('assign'), assigneeId: uuidField.nullable() }),
  z.strictObject({ does: z.literal('move'), event: line(64), outcome: line(64).optional() }),
  z.strictObject({ does: z.literal('prioritise'), priority: z.enum(PRIORITIES) }),
  z.strictObject({
    does: z.literal('note'),
    text: longText(noteLength, 'the note'),
    visibility: z.enum(['internal', 'customer']).default('internal'),
  }),
  /** What each of them is to the other one, which goes by any reference of it. */
  z.strictObject({
    does: z.literal('link'),
    relation: z.enum(linkKinds),
    other: line(100, 'the other case’s reference'),
  }),
]);
export type BulkChange = z.output<typeof BulkChange>;

export const bulkActions = ['assign', 'move', 'prioritise', 'note', 'link'] as const;
export type BulkAction = BulkChange['does'];

/** A case as the page showed it. */
export const SeenCase = z.strictObject({ id: uuidField, version: versionField });
export type SeenCase = z.output<typeof SeenCase>;

/** What a form asks for and of which cases, or what it still needs; `matches`: the cases that fit what was typed. */
export type ReadChange =
  | { readonly ok: true; readonly value: BulkChange; readonly cases: readonly SeenCase[] }
  | { readonly ok: false; readonly faults: readonly FieldFault[]; readonly matches?: readonly DescribedSummary[] };
