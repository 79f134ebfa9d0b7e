import { z } from 'zod';
import { optional, uuidField } from '../../kernel/input.js';
import { queueViews } from './queue-repository.js';

/** Which team's cases: the reader's own teams', every team's, or one's. */
export const TeamChoice = z.union([uuidField, z.enum(['own', 'all'])]);

/** What a queue's address filters by; an empty field of its form counts as left out. */
export const QueueFilterFields = z.strictObject({
  view: z.enum(queueViews).optional(),
  team: optional(TeamChoice),
  authority: optional(z.coerce.number().int()),
  service: optional(z.string().max(64)),
  q: optional(z.string().trim().max(100)),
});
export type QueueFilterFields = z.output<typeof QueueFilterFields>;

type Address = Readonly<Record<string, string | number | undefined>>;

/** A queue's address; what is left out isn't filtered by. */
export function queueHref(address: Address): string {
  const query = queryOf(address);
  return query === '' ? '/desk/queue' : `/desk/queue?${query}`;
}

/** The same filter as part of another address. */
export function queryOf(address: Address): string {
  return new URLSearchParams(
    filledFields(address).map(({ name, value }): [string, string] => [name, value]),
  ).toString();
}

/** Two addresses of one filter are the same text. */
const order = ['view', 'team', 'authority', 'service', 'q'];

/** The same filter as hidden fields of a form. */
export function filledFields(address: Address): { name: string; value: string }[] {
  const names = [...order, ...Object.keys(address).filter((name) => !order.includes(name))];
  return names.flatMap((name) => {
    const value = address[name];
    return value === undefined || value === '' ? [] : [{ name, value: String(value) }];
  });
}
