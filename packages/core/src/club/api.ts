import { z } from 'zod';
import { dateField } from '../kernel/date-field.js';
import { malformed } from '../kernel/errors.js';
import { optional, uuidField } from '../kernel/input.js';
import { apiRoute, json, type Route, type RouteContext } from '../kernel/route.js';
import { addRecord, RecordFields } from './commands/add-record.js';
import { changeRecord } from './commands/change-record.js';
import { MoveInput, moveRecord } from './commands/move-record.js';
import { getChair } from './committee/chair-queries.js';
import { comparedKeys, compareFigures } from './figures/compare-figures.js';
import { getRecord, listRecords } from './queries.js';
import { partNames } from './record/kinds.js';

const tag = 'Partnership';
const href = '/api/v1/governance';
const inPart = z.strictObject({ part: z.enum(partNames) });
const params = inPart.extend({ id: uuidField });
const Changed = z.object({ id: z.string(), version: z.number() });
const RecordShape = z.object({
  ...{ id: z.string(), authorityId: z.number(), state: z.string(), writtenBy: z.string().nullable() },
  ...{ writtenAt: z.number(), version: z.number(), fields: RecordFields },
});
const EventShape = z.object({
  ...{ kind: z.string(), at: z.number(), name: z.string().nullable(), note: z.string().nullable() },
  changes: z.record(z.string(), z.tuple([z.unknown(), z.unknown()])),
});
const ChairShape = z.object({
  councilId: z.number(),
  exception: z.object({ councilId: z.number(), fromOn: z.string(), toOn: z.string(), reason: z.string() }).optional(),
  ...{ yearFromOn: z.string(), yearToOn: z.string() },
});

function versionOf({ ifMatch }: Pick<RouteContext<unknown, unknown, unknown>, 'ifMatch'>): number {
  if (ifMatch === undefined) throw malformed({}, 'Send If-Match with the ETag of the record that you read.');
  return ifMatch;
}

const Disclosed = z.object({ percent: z.number().nullable(), of: z.number().nullable() });

export const apiRoutes: readonly Route[] = [
  apiRoute({
    method: 'get',
    path: '/api/v1/governance-figures',
    permission: 'club.compare',
    query: compareFigures.input,
    api: {
      summary: 'The first-contact figures of every council side by side, rounded, without what could point at a person',
      tag,
      output: z.object({
        ...{ from: z.string(), to: z.string() },
        figures: z.array(
          z.object({ key: z.enum([...comparedKeys, 'in-time']), label: z.string(), definition: z.string() }),
        ),
        councils: z.array(
          z.object({
            ...{ authorityId: z.number(), repeatContactDays: z.number() },
            shares: z.record(z.enum(comparedKeys), Disclosed),
            waits: z.object({
              ...{ targetSeconds: z.number(), inTime: Disclosed },
              ...{ medianSeconds: z.number().nullable(), ninetiethSeconds: z.number().nullable() },
            }),
          }),
        ),
      }),
    },
    handle: async (context) => json(await context.read(compareFigures, context.query)),
  }),
  apiRoute({
    method: 'get',
    path: '/api/v1/governance-chair',
    permission: 'club.read',
    query: z.strictObject({ on: optional(dateField('day')) }),
    api: {
      summary: 'Which council chairs the committee on a day, and in the years from then on',
      tag,
      output: z.object({ on: z.string(), chair: ChairShape.nullable(), years: z.array(ChairShape) }),
    },
    handle: async (context) => json(await context.read(getChair, context.query)),
  }),
  apiRoute({
    method: 'get',
    path: href,
    permission: 'club.read',
    query: inPart,
    api: {
      summary: 'The records of one part of the governance, the last one written first',
      tag,
      output: z.object({ items: z.array(RecordShape), nextCursor: z.null() }),
    },
    handle: async (context) => {
      const { records } = await context.read(listRecords, context.query);
      return json({ items: records, nextCursor: null });
    },
  }),
  apiRoute({
    method: 'post',
    path: href,
    permission: 'club.govern',
    body: addRecord.input,
    api: { summary: 'Add a record: the partnership’s, or a council’s own', tag, status: 201, output: Changed },
    handle: async (context) => {
      const added = await context.run(addRecord, context.body);
      const headers = { Location: `${href}/${context.body.part}/${added.id}` };
      return json(added, { status: 201, version: added.version, headers });
    },
  }),
  apiRoute({
    method: 'get',
    path: `${href}/:part/:id`,
    permission: 'club.read',
    params,
    api: { summary: 'A record with its history', tag, output: RecordShape.extend({ history: z.array(EventShape) }) },
    handle: async (context) => {
      const { record, history } = await context.read(getRecord, context.params);
      return json({ ...record, history }, { version: record.version });
    },
  }),
  apiRoute({
    method: 'put',
    path: `${href}/:part/:id`,
    permission: 'club.govern',
    params,
    body: z.strictObject({ fields: RecordFields }),
    api: { summary: 'Change what a record says', tag, output: Changed },
    handle: async (context) => {
      const input = { ...context.params, ...context.body, expectedVersion: versionOf(context) };
      const changed = await context.run(changeRecord, input);
      return json(changed, { version: changed.version });
    },
  }),
  apiRoute({
    method: 'post',
    path: `${href}/:part/:id/moves`,
    permission: 'club.govern',
    params,
    body: MoveInput,
    api: {
      summary: 'Move a record on: submit, approve, verify, withdraw',
      tag,
      output: Changed.extend({ state: z.string() }),
    },
    handle: async (context) => {
      const input = { ...context.params, ...context.body, expectedVersion: versionOf(context) };
      const moved = await context.run(moveRecord, input);
      return json(moved, { version: moved.version });
    },
  }),
];
