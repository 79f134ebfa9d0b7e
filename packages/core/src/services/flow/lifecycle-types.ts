import { z } from 'zod';
import { Key } from '../form/condition-types.js';

const Words = z.string().trim().min(1).max(200);

export const Status = z.strictObject({
  key: Key,
  /** For staff. */
  label: Words,
  /** Plain words for residents, and for reading out. */
  publicLabel: Words,
  /** `waiting` is open, but on somebody else; only such a status may pause the SLA clock. */
  kind: z.enum(['open', 'waiting', 'closed']),
});
export type Status = z.infer<typeof Status>;

export const Transition = z.strictObject({
  from: Key,
  event: Key,
  to: Key,
  label: Words,
  /** The step is taken only with a note that says why: an extension. */
  needsReason: z.boolean().optional(),
  /** Kept for those who may decide: an answer that a team leader sends. */
  leadersOnly: z.boolean().optional(),
});
export type Transition = z.infer<typeof Transition>;

/** A case's statuses and the one table of what may follow what. */
export const Lifecycle = z.strictObject({
  name: Key,
  statuses: z.array(Status).min(2).max(30),
  initial: Key,
  transitions: z.array(Transition).min(1).max(120),
});
export type Lifecycle = z.infer<typeof Lifecycle>;

type StatusRow = [key: string, kind: Status['kind'], label: string, publicLabel: string];
type TransitionRow = [from: string, event: string, to: string, label: string, needs?: 'reason'];

/** A shipped lifecycle, as its table is written: the first status is the initial one. */
export type LifecycleTable = [statuses: [StatusRow, ...StatusRow[]], transitions: TransitionRow[]];
