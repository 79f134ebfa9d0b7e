import { z } from 'zod';
import { malformed } from '../kernel/errors.js';
import { uuidField } from '../kernel/input.js';
import { apiRoute, json, type Reply, type Route, type RouteContext } from '../kernel/route.js';
import { addCorrection } from './commands/add-correction.js';
import { recordCalls } from './commands/record-calls.js';
import { answerDispute } from './commands/answer-dispute.js';
import type { Changed } from './change-statement.js';
import { disputeLine, withdrawDispute } from './commands/dispute-line.js';
import { issueStatement } from './commands/issue-statement.js';
import { agreeStatement, settleStatement } from './commands/settle-statement.js';
import { getStatement, listStatements } from './queries.js';
import { disputeStates, lineKinds, statementStates } from './types.js';

const tag = 'Recharges';
const href = '/api/v1/recharges';
const params = z.strictObject({ id: uuidField });
const ofDispute = params.extend({ disputeId: uuidField });
const [text, at, count] = [z.string().nullable(), z.number().nullable(), z.number()];
const StatementShape = z.object({
  ...{ id: z.string(), agreementId: z.string(), agreementTitle: z.string(), receiverId: count, providerId: count },
  ...{ monthOn: z.string(), state: z.enum(statementStates), contacts: count, cases: count },
  ...{
    callsAnswered: at,
    callsInTime: at,
    waitsKnown: count,
    waitsInTime: count,
    waitsUnknown: count,
    totalPence: count,
    disputedPence: count,
    undisputedPence: count,
  },
  ...{ draftedAt: count, issuedAt: at, issuedBy: text, agreedAt: at, agreedBy: text, settledAt: at, settledBy: text },
  ...{ settledOn: text, payment: text, version: count },
});
const Line = z.object({
  ...{ id: z.string(), kind: z.enum(lineKinds), termsNumber: at, fromOn: z.string(), toOn: z.string() },
  ...{ quantity: at, unitPence: at, pence: count, note: text, disputeId: text },
});
const DisputeShape = z.object({
  ...{ id: z.string(), lineId: z.string(), pence: count, reason: z.string(), state: z.enum(disputeStates) },
  ...{ raisedAt: count, raisedBy: text, answer: text, answeredAt: at, answeredBy: text, withdrawnAt: at },
  givenBackIn: text,
});
const InFull = StatementShape.extend({
  lines: z.array(Line),
  disputes: z.array(DisputeShape),
  wantsCalls: z.boolean(),
});
const ChangedShape = z.object({ id: z.string(), version: z.number() });

type Changing = RouteContext<{ id: string }, unknown, object>;

/** The ids of the address, what the body says, and the version that If-Match names. */
function inputOf({ ifMatch, params: ids, body }: Pick<Changing, 'ifMatch' | 'params' | 'body'>): object {
  if (ifMatch === undefined) throw malformed({}, 'Send If-Match with the ETag of the statement that you read.');
  return { ...body, ...ids, expectedVersion: ifMatch };
}

const changed = (done: Changed): Reply => json(done, { version: done.version });
const step = (path: string, summary: string) =>
  ({
    method: 'post',
    path: `${href}/:id/${path}`,
    permission: 'recharges.manage',
    api: { summary, tag, output: ChangedShape },
  }) as const;
const which = { id: true, expectedVersion: true } as const;
const nothing = z.strictObject({});

const steps: readonly Route[] = [
  apiRoute({
    ...step('calls', 'Say how many calls of a draft’s month were answered in time'),
    params,
    body: recordCalls.input.omit(which),
    handle: async (context) => changed(await context.run(recordCalls, inputOf(context))),
  }),
  apiRoute({
    ...step('corrections', 'Correct an earlier month in a draft'),
    params,
    body: addCorrection.input.omit(which),
    handle: async (context) => changed(await context.run(addCorrection, inputOf(context))),
  }),
  apiRoute({
    ...step('issue', 'Issue a draft to the council that is charged'),
    params,
    body: nothing,
    handle: async (context) => changed(await context.run(issueStatement, inputOf(context))),
  }),
  apiRoute({
    ...step('disputes', 'Dispute a line of an issued statement'),
    params,
    body: disputeLine.input.omit(which),
    handle: async (context) => changed(await context.run(disputeLine, inputOf(context))),
  }),
  apiRoute({
    ...step('disputes/:disputeId/answer', 'Answer a dispute: the line stands, or its amount is given back'),
    params: ofDispute,
    body: answerDispute.input.omit({ ...which, disputeId: true }),
    handle: async (context) => changed(await context.run(answerDispute, inputOf(context))),
  }),
  apiRoute({
    ...step('disputes/:disputeId/withdraw', 'Withdraw a dispute'),
    params: ofDispute,
    body: nothing,
    handle: async (context) => changed(await context.run(withdrawDispute, inputOf(context))),
  }),
  apiRoute({
    ...step('agree', 'Agree an issued statement'),
    params,
    body: nothing,
    handle: async (context) => changed(await context.run(agreeStatement, inputOf(context))),
  }),
  apiRoute({
    ...step('settle', 'Note that an agreed statement was paid'),
    params,
    body: settleStatement.input.omit(which),
    handle: async (context) => changed(await context.run(settleStatement, inputOf(context))),
  }),
];

export const apiRoutes: readonly Route[] = [
  apiRoute({
    method: 'get',
    path: href,
    permission: 'recharges.read',
    query: listStatements.input,
    api: {
      summary: 'The monthly statements in which your councils charge or are charged, the latest first',
      tag,
      output: z.object({ items: z.array(StatementShape), nextCursor: text }),
    },
    handle: async (context) => json(await context.read(listStatements, context.query)),
  }),
  apiRoute({
    method: 'get',
    path: `${href}/:id`,
    permission: 'recharges.read',
    params,
    api: { summary: 'A statement with its lines and disputes', tag, output: InFull },
    handle: async (context) => {
      const statement = await context.read(getStatement, context.params);
      return json(statement, { version: statement.version });
    },
  }),
  ...steps,
];
