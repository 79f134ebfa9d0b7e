import { z } from 'zod';
import { listLinks } from '../../customers/index.js';
import { optional, uuidField } from '../../kernel/input.js';
import { apiRoute, json, type Route } from '../../kernel/route.js';
import type { TimelineSource } from '../../kernel/timeline.js';
import { joinedRecords } from './joined-records.js';
import { readTimeline, type KindedItem } from './read-timeline.js';

const Item = z.object({
  kind: z.string(),
  id: z.string(),
  authorityId: z.number(),
  at: z.number(),
  title: z.string(),
  text: z.string().nullable(),
  by: z.string().nullable(),
  state: z.string().nullable(),
});

/** Whose entries are in the list: the customer’s own record first, then those that are linked with it. */
const JoinedRecord = z.object({
  customerId: z.string(),
  authorityId: z.number(),
  /** By which the record was linked and read; null: their own, or linked when a council was split. */
  agreementId: z.string().nullable(),
});

/** Everything that happened between a customer and the councils that know them, for those who may open the record. */
export function timelineApiRoutes(sources: readonly TimelineSource[]): readonly Route[] {
  return [
    apiRoute({
      method: 'get',
      path: '/api/v1/customers/:id/timeline',
      permission: 'customers.read',
      params: z.strictObject({ id: uuidField }),
      query: z.strictObject({
        /** Of one kind alone. */
        kind: optional(z.enum(sources.map(({ kind }) => kind))),
        limit: z.coerce.number().int().min(1).max(200).default(50),
        cursor: optional(z.string().max(200)),
      }),
      api: {
        summary:
          'A customer’s contacts, cases, messages and payments in one list, the latest first, as far as one may read them, with those of other councils’ linked records',
        tag: 'Customers',
        output: z.object({ items: z.array(Item), nextCursor: z.string().nullable(), records: z.array(JoinedRecord) }),
      },
      handle: async (context) => {
        const records = joinedRecords(await context.read(listLinks, { customerId: context.params.id }));
        const { items, nextCursor } = await readTimeline(context, sources, { ...context.query, records });
        const joined = records.map(({ agreementId = null, ...record }) => ({ ...record, agreementId }));
        return json({ items: items.map(toApi), nextCursor, records: joined });
      },
    }),
  ];
}

function toApi({ kind, id, authorityId, at, title, text, by, state }: KindedItem): z.output<typeof Item> {
  return { kind, id, authorityId, at, title, text, by, state: state?.text ?? null };
}
