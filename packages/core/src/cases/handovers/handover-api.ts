import { z } from 'zod';
import { uuidField } from '../../kernel/input.js';
import { apiRoute, json, type Route } from '../../kernel/route.js';
import { ifMatch } from '../if-match.js';
import { acceptHandover, declineHandover } from './answer-handover.js';
import { finishHandover, withdrawHandover } from './end-handover.js';
import { getHandover, getHandoverTimes, listOffered, listPassed, listTaken } from './handover-queries.js';
import { handoverStates } from './handover-rules.js';
import type { Handover } from './handover-types.js';
import { offerCase, passEnquiry } from './offer-case.js';
import { setHandoverTime } from './set-handover-time.js';

const tag = 'Handovers';
const params = z.strictObject({ id: uuidField });
const HandoverShape = z.object({
  id: z.string(),
  authorityId: z.number(),
  caseId: z.string().nullable(),
  reference: z.string().nullable(),
  enquiryId: z.string().nullable(),
  interactionId: z.string().nullable(),
  about: z.string().nullable(),
  fromPersonId: z.string().nullable(),
  fromName: z.string(),
  to: z.object({
    authorityId: z.number(),
    teamId: z.string().nullable(),
    personId: z.string().nullable(),
    name: z.string(),
  }),
  note: z.string().nullable(),
  state: z.enum(handoverStates),
  offeredAt: z.number(),
  returnAt: z.number(),
  endedAt: z.number().nullable(),
  endedByName: z.string().nullable(),
  reason: z.string().nullable(),
  result: z.string().nullable(),
  finishedAt: z.number().nullable(),
  version: z.number(),
});

function handoverJson(one: Handover): z.output<typeof HandoverShape> {
  const { isKeptBack: _kept, fromTeamId: _team, endedById: _by, caseStatus: _status, ...shown } = one;
  return HandoverShape.parse(shown);
}

const list = apiRoute({
  method: 'get',
  path: '/api/v1/handovers',
  permission: 'cases.read',
  query: z.strictObject({
    list: z.enum(['offered', 'taken', 'passed']).default('offered'),
    cursor: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(20),
  }),
  api: {
    summary: 'What is offered to you, your teams or your council; what you took over; or what you passed on',
    tag,
    output: z.object({ items: z.array(HandoverShape), nextCursor: z.string().nullable() }),
  },
  handle: async (context) => {
    const { list: which, ...page } = context.query;
    if (which === 'passed') {
      const { items, nextCursor } = await context.read(listPassed, page);
      return json({ items: items.map(handoverJson), nextCursor });
    }
    const items = await context.read(which === 'offered' ? listOffered : listTaken, {});
    return json({ items: items.slice(0, page.limit).map(handoverJson), nextCursor: null });
  },
});

const one = apiRoute({
  method: 'get',
  path: '/api/v1/handovers/:id',
  permission: 'cases.read',
  params,
  api: { summary: 'Something that was passed on, and what became of it', tag, output: HandoverShape },
  handle: async (context) => {
    const found = await context.read(getHandover, context.params);
    const { mayAnswer: _answer, mayWithdraw: _withdraw, mayFinish: _finish, ...handover } = found;
    return json(handoverJson(handover), { version: found.version });
  },
});

const offer = apiRoute({
  method: 'post',
  path: '/api/v1/cases/:id/handovers',
  permission: 'cases.assign',
  params,
  body: offerCase.input.omit({ caseId: true, expectedVersion: true }),
  api: {
    summary: 'Pass a case to a person, a team or a council; its team keeps it until they accept',
    tag,
    status: 201,
    output: z.object({ id: z.string(), returnAt: z.number() }),
  },
  handle: async (context) => {
    const { id: caseId } = context.params;
    const done = await ifMatch(context, (expectedVersion) =>
      context.run(offerCase, { ...context.body, caseId, expectedVersion }),
    );
    return json(done, { status: 201, version: 1 });
  },
});

const pass = apiRoute({
  method: 'post',
  path: '/api/v1/enquiries/:id/handovers',
  permission: 'interactions.handle',
  params,
  body: passEnquiry.input.omit({ enquiryId: true }),
  api: {
    summary: 'Pass an enquiry of one’s own contact to a person, a team or a council',
    tag,
    status: 201,
    output: z.object({ id: z.string(), returnAt: z.number() }),
  },
  handle: async (context) => {
    const done = await context.run(passEnquiry, { ...context.body, enquiryId: context.params.id });
    return json(done, { status: 201, version: 1 });
  },
});

const Ended = z.object({ id: z.string(), version: z.number() });

const accept = apiRoute({
  method: 'post',
  path: '/api/v1/handovers/:id/accept',
  permission: 'cases.read',
  params,
  body: z.strictObject({}),
  api: { summary: 'Take over what is offered to you, a team of yours or your council', tag, output: Ended },
  handle: async (context) => {
    const { id } = context.params;
    const done = await ifMatch(context, (expectedVersion) => context.run(acceptHandover, { id, expectedVersion }));
    return json(done, { version: done.version });
  },
});

const decline = apiRoute({
  method: 'post',
  path: '/api/v1/handovers/:id/decline',
  permission: 'cases.read',
  params,
  body: declineHandover.input.omit({ id: true, expectedVersion: true }),
  api: { summary: 'Leave it with whoever passed it on, saying why', tag, output: Ended },
  handle: async (context) => {
    const { id } = context.params;
    const done = await ifMatch(context, (expectedVersion) =>
      context.run(declineHandover, { ...context.body, id, expectedVersion }),
    );
    return json(done, { version: done.version });
  },
});

const withdraw = apiRoute({
  method: 'post',
  path: '/api/v1/handovers/:id/withdraw',
  permission: 'cases.read',
  params,
  body: z.strictObject({}),
  api: { summary: 'Take back what nobody has accepted yet', tag, output: Ended },
  handle: async (context) => {
    const { id } = context.params;
    const done = await ifMatch(context, (expectedVersion) => context.run(withdrawHandover, { id, expectedVersion }));
    return json(done, { version: done.version });
  },
});

const finish = apiRoute({
  method: 'post',
  path: '/api/v1/handovers/:id/finish',
  permission: 'cases.read',
  params,
  body: finishHandover.input.omit({ id: true, expectedVersion: true }),
  api: { summary: 'Say what became of an enquiry that you took over', tag, output: Ended },
  handle: async (context) => {
    const { id } = context.params;
    const done = await ifMatch(context, (expectedVersion) =>
      context.run(finishHandover, { ...context.body, id, expectedVersion }),
    );
    return json(done, { version: done.version });
  },
});

const TimeShape = z.object({
  id: z.string(),
  teamId: z.string().nullable(),
  workingMinutes: z.number(),
  version: z.number(),
});

const times = apiRoute({
  method: 'get',
  path: '/api/v1/handover-times',
  permission: 'cases.set-handover-times',
  query: z.strictObject({ authorityId: z.coerce.number().int() }),
  api: {
    summary: 'How much working time a council and its teams have to accept what is passed to them',
    tag,
    output: z.object({ items: z.array(TimeShape), nextCursor: z.null() }),
  },
  handle: async (context) => json({ items: await context.read(getHandoverTimes, context.query), nextCursor: null }),
});

const setTime = apiRoute({
  method: 'post',
  path: '/api/v1/handover-times',
  permission: 'cases.set-handover-times',
  body: setHandoverTime.input,
  api: { summary: 'Set that time for a council or one of its teams; null takes a setting away', tag, output: Ended },
  handle: async (context) => json(await context.run(setHandoverTime, context.body)),
});

export const handoverApiRoutes: readonly Route[] = [
  ...[list, one, offer, pass, accept, decline, withdraw, finish, times, setTime],
];
