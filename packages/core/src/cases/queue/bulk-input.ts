import { z } from 'zod';
import { MINUTE_MS } from '../../kernel/clock.js';
import { line, longText, uuidField, versionField } from '../../kernel/input.js';
import { PRIORITIES } from '../../services/index.js';
import { noteLength } from '../log/log-input.js';

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
]);
export type BulkChange = z.output<typeof BulkChange>;

export const bulkActions = ['assign', 'move', 'prioritise', 'note'] as const;
export type BulkAction = BulkChange['does'];

/** A case as the page showed it. */
export const SeenCase = z.strictObject({ id: uuidField, version: versionField });
export type SeenCase = z.output<typeof SeenCase>;
