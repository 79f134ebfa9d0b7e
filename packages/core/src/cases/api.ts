import { z } from 'zod';
import { fieldsNotShared } from '../partnerships/index.js';
import { sharedFields } from '../kernel/db/shared-fields.js';
import { listAuthorities } from '../authorities/index.js';
import { uuidField } from '../kernel/input.js';
import { apiRoute, json, type Route } from '../kernel/route.js';
import { CaseShape, caseJson, SummaryShape, summaryJson } from './api-shapes.js';
import { assignCase } from './commands/assign-case.js';
import { changeStatus, MovedCaseShape } from './commands/change-status.js';
import { EditCaseInput, editCase } from './commands/edit-case.js';
import { ExportFilter } from './commands/export-queue.js';
import { handOverCase } from './commands/hand-over-case.js';
import { logCase } from './commands/log-case.js';
import { openRestrictedCase } from './commands/open-restricted-case.js';
import { exportedQueue } from './queue/export-queue.js';
import { ifMatch } from './if-match.js';
import { listCasesOf, listQueue, QueueQuery, searchCases } from './list-queries.js';
import { findAlike } from './log/alike-query.js';
import { LogCaseNamingUploads } from './log/log-input.js';
import { getCase } from './queries.js';
import { getUploads } from './files/uploads-query.js';

export const byId = z.strictObject({ id: uuidField });
export const tag = 'Cases';

const Changed = z.object({ id: z.string(), version: z.number() });
const CaseList = z.object({ items: z.array(SummaryShape), nextCursor: z.string().nullable() });

/** A queue's filters, or exactly one of what cases can be found by. */
const ListQuery = QueueQuery.omit({ teams: true }).extend({
  reference: z.string().max(100).optional(),
  customer: uuidField.optional(),
  place: uuidField.optional(),
  interaction: uuidField.optional(),
});

const listRoute = apiRoute({
  method: 'get',
  path: '/api/v1/cases',
  permission: 'cases.read',
  query: ListQuery,
  api: {
    summary: 'Open cases in due order; or cases by reference (also an older system’s), customer, place or interaction',
    tag,
    output: CaseList,
  },
  handle: async (context) => {
    const { reference, customer, place, interaction, ...queue } = context.query;
    const limit = Math.min(queue.limit, 50);
    if (reference !== undefined) return listOf(await context.read(searchCases, { text: reference, limit }));
    if (customer !== undefined) return listOf(await context.read(listCasesOf, { customerId: customer, limit }));
    if (place !== undefined) return listOf(await context.read(listCasesOf, { placeId: place, limit }));
    if (interaction !== undefined)
      return listOf(await context.read(listCasesOf, { interactionId: interaction, limit }));
    const { items, nextCursor } = await context.read(listQueue, queue);
    return listOf(items, nextCursor);
  },
});

const exportRoute = apiRoute({
  method: 'post',
  path: '/api/v1/cases/exports',
  permission: 'cases.export',
  body: ExportFilter.omit({ teams: true }),
  api: { summary: 'Open cases of a queue as CSV; that they were taken out is audited', tag },
  handle: async (context) => {
    const councils = (await listAuthorities(context.kernel)).map(({ id, name }) => [id, name] as const);
    return await exportedQueue(context, context.body, new Map(councils));
  },
});

function listOf(items: readonly Parameters<typeof summaryJson>[0][], nextCursor: string | null = null) {
  return json({ items: items.map(summaryJson), nextCursor });
}

/** A POST, because a location does not fit an address; nothing is changed. */
const alikeRoute = apiRoute({
  method: 'post',
  path: '/api/v1/cases/alike',
  permission: 'cases.log',
  body: findAlike.input.omit({ form: true }),
  api: {
    summary: 'Open cases that a report is probably about already: the same service, the last 28 days, there or nearby',
    tag,
    output: CaseList,
  },
  handle: async (context) => listOf(await context.read(findAlike, context.body)),
});

const logRoute = apiRoute({
  method: 'post',
  path: '/api/v1/cases',
  permission: 'cases.log',
  body: LogCaseNamingUploads,
  api: {
    summary: 'Log a case; send Idempotency-Key, so that a repeated request logs one',
    tag,
    status: 201,
    output: z.object({ id: z.string(), reference: z.string(), title: z.string(), dueAt: z.number().nullable() }),
  },
  handle: async (context) => {
    const { files, ...form } = context.body;
    const uploads = await context.read(getUploads, { ids: files.map(({ uploadId }) => uploadId) });
    const answered = uploads.map((upload, index) => ({ ...upload, question: files[index]?.question ?? '' }));
    const logged = await context.run(logCase, { ...form, files: answered });
    return json(logged, { status: 201, version: 1, headers: { Location: `/api/v1/cases/${logged.id}` } });
  },
});

const getRoute = apiRoute({
  method: 'get',
  path: '/api/v1/cases/:id',
  permission: 'cases.read',
  params: byId,
  api: {
    summary: 'A case; its ETag names the version that edits go from',
    tag,
    output: CaseShape.extend({ notShared: z.array(z.enum(sharedFields)) }),
  },
  handle: async (context) => {
    const found = await context.read(getCase, context.params);
    const notShared = fieldsNotShared(context.visitor.actor, 'cases.read', found.authorityId);
    return json({ ...caseJson(found), notShared }, { version: found.version });
  },
});

const editRoute = apiRoute({
  method: 'patch',
  path: '/api/v1/cases/:id',
  permission: 'cases.edit',
  params: byId,
  body: EditCaseInput.shape.changes.extend({ note: EditCaseInput.shape.note }),
  api: {
    summary: 'Correct a case; answers are merged by question, null takes one back',
    tag,
    output: Changed.extend({ saved: z.array(z.string()) }),
  },
  handle: async (context) => {
    const { note, ...changes } = context.body;
    const about = { caseId: context.params.id, changes, ...(note === undefined ? {} : { note }) };
    const done = await ifMatch(context, (expectedVersion) => context.run(editCase, { ...about, expectedVersion }));
    const { id, version, saved } = done;
    return json({ id, version, saved }, { version });
  },
});

const statusRoute = apiRoute({
  method: 'post',
  path: '/api/v1/cases/:id/status',
  permission: 'cases.work',
  params: byId,
  body: changeStatus.input.pick({ event: true, outcome: true, note: true }),
  api: { summary: 'Move a case along its lifecycle; closing takes an outcome', tag, output: MovedCaseShape },
  handle: async (context) => {
    const about = { ...context.body, caseId: context.params.id };
    const moved = await ifMatch(context, (expectedVersion) => context.run(changeStatus, { ...about, expectedVersion }));
    return json(moved, { version: moved.version });
  },
});

const assignmentRoute = apiRoute({
  method: 'put',
  path: '/api/v1/cases/:id/assignment',
  permission: 'cases.work',
  params: byId,
  body: assignCase.input.pick({ assigneeId: true }),
  api: { summary: 'Give a case to a person of its team, or back to the team (null)', tag, output: Changed },
  handle: async (context) => {
    const about = { ...context.body, caseId: context.params.id };
    const done = await ifMatch(context, (expectedVersion) => context.run(assignCase, { ...about, expectedVersion }));
    return json(done, { version: done.version });
  },
});

const handOverRoute = apiRoute({
  method: 'post',
  path: '/api/v1/cases/:id/hand-over',
  permission: 'cases.assign',
  params: byId,
  body: handOverCase.input.pick({ teamId: true, note: true }),
  api: { summary: 'Hand a case to another team', tag, output: Changed },
  handle: async (context) => {
    const about = { ...context.body, caseId: context.params.id };
    const done = await ifMatch(context, (expectedVersion) => context.run(handOverCase, { ...about, expectedVersion }));
    return json(done, { version: done.version });
  },
});

const openingRoute = apiRoute({
  method: 'post',
  path: '/api/v1/cases/:id/openings',
  permission: 'cases.read-restricted',
  params: byId,
  body: z.strictObject({ reason: z.string().max(500) }),
  api: {
    summary: 'Say why you open a restricted case; it can then be read for 30 minutes',
    tag,
    status: 201,
    output: z.object({ id: z.string(), reference: z.string() }),
  },
  handle: async (context) =>
    json(await context.run(openRestrictedCase, { ...context.params, ...context.body }), { status: 201 }),
});

export const caseApiRoutes: readonly Route[] = [
  ...[
    listRoute,
    exportRoute,
    alikeRoute,
    logRoute,
    getRoute,
    editRoute,
    statusRoute,
    assignmentRoute,
    handOverRoute,
    openingRoute,
  ],
];
