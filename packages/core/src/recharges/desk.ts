import { z } from 'zod';
import { listAuthorities } from '../authorities/index.js';
import { isError, type FieldFault } from '../kernel/errors.js';
import { uuidField } from '../kernel/input.js';
import { parseMoney } from '../kernel/money.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../kernel/route.js';
import { may } from '../kernel/scope.js';
import { authorityOf, sides } from '../partnerships/index.js';
import { addCorrection } from './commands/add-correction.js';
import { recordCalls } from './commands/record-calls.js';
import { answerDispute } from './commands/answer-dispute.js';
import { disputeLine, withdrawDispute } from './commands/dispute-line.js';
import { issueStatement } from './commands/issue-statement.js';
import { agreeStatement, settleStatement } from './commands/settle-statement.js';
import { exportedStatement } from './export-statement.js';
import type { Typed } from './form-views.js';
import { getStatement, listStatements } from './queries.js';
import { rechargesHref, statementPage, statementsPage } from './views.js';

const params = z.strictObject({ id: uuidField });
const text = z.string().trim().max(1200).optional();
type Context = RouteContext<unknown, unknown, unknown>;

/** What a step's button or form does, and what is said when it is done. */
const steps = {
  calls: { command: recordCalls, say: 'The calls are saved' },
  correct: { command: addCorrection, say: 'The correction is added' },
  issue: { command: issueStatement, say: 'Issued: it does not change any more' },
  dispute: { command: disputeLine, say: 'Disputed: the other council answers next' },
  answer: { command: answerDispute, say: 'Answered' },
  withdraw: { command: withdrawDispute, say: 'The dispute is withdrawn' },
  agree: { command: agreeStatement, say: 'Agreed' },
  settle: { command: settleStatement, say: 'Settled' },
} as const;
const stepNames = Object.keys(steps) as (keyof typeof steps)[];

const Form = z.strictObject({
  ...{ expectedVersion: text, answered: text, inTime: text, note: text, amount: text, lineId: text, reason: text },
  ...{ disputeId: text, verdict: text, answer: text, settledOn: text, payment: text },
});

/** The statements of one's councils, one of them, its file, and the steps of its life. */
export const deskRoutes: readonly Route[] = [
  deskRoute({
    method: 'get',
    path: rechargesHref,
    permission: 'recharges.read',
    query: z.strictObject({ cursor: listStatements.input.shape.cursor }),
    handle: async (context) => {
      const list = await context.read(listStatements, context.query);
      const model = statementsPage(list, await namesOf(context));
      return page('/recharges/views/statements', model, { title: 'Recharges', nav: 'recharges' });
    },
  }),
  deskRoute({
    method: 'get',
    path: `${rechargesHref}/:id`,
    permission: 'recharges.read',
    params,
    handle: (context) => showStatement(context, context.params.id),
  }),
  deskRoute({
    method: 'get',
    path: `${rechargesHref}/:id/csv`,
    permission: 'recharges.read',
    params,
    handle: async (context) =>
      exportedStatement(await context.read(getStatement, context.params), await namesOf(context)),
  }),
  deskRoute({
    method: 'post',
    path: `${rechargesHref}/:id/:step`,
    permission: 'recharges.manage',
    params: params.extend({ step: z.enum(stepNames) }),
    body: Form,
    handle: (context) => takeStep(context, context.params, context.body),
  }),
];

type StepAt = { readonly id: string; readonly step: keyof typeof steps };

async function takeStep(context: Context, { id, step }: StepAt, body: z.output<typeof Form>): Promise<Reply> {
  const typed = Object.fromEntries(Object.entries(body).flatMap(([name, value]) => (value ? [[name, value]] : [])));
  const { input, faults } = inputOf(typed);
  if (faults.length > 0) return await showStatement(context, id, { typed, faults });
  try {
    const { command, say } = steps[step];
    const done = await context.attempt<z.ZodType, unknown>(command, { ...input, id });
    if (done.ok) return redirect(`${rechargesHref}/${id}`, { say });
    return await showStatement(context, id, { typed, faults: done.faults.map((fault) => onForm(fault, typed)) });
  } catch (error) {
    if (!isError(error, 'stale_version')) throw error;
    const message =
      'A colleague changed this statement meanwhile. What you typed is kept: look at it and send it again';
    return await showStatement(context, id, { typed, faults: [{ field: 'lines', message }], status: 409 });
  }
}

/** What a command takes: an amount in pence in place of the one that was typed. */
function inputOf({ amount, ...rest }: Typed): { readonly input: object; readonly faults: FieldFault[] } {
  if (amount === undefined) return { input: rest, faults: [] };
  const isOff = /^[-−]/.test(amount);
  const money = parseMoney(isOff ? amount.slice(1) : amount);
  if (!money.ok) return { input: rest, faults: [{ field: 'amount', message: money.message }] };
  return { input: { ...rest, pence: isOff ? -money.value.pence : money.value.pence }, faults: [] };
}

/** Where the page asks for what a command calls otherwise. */
function onForm({ field, message }: FieldFault, { disputeId = '' }: Typed): FieldFault {
  const names: Readonly<Record<string, string>> = { pence: 'amount', answer: `answer-${disputeId}`, step: 'lines' };
  return { field: names[field] ?? field, message };
}

interface Refused {
  readonly typed: Typed;
  readonly faults: readonly FieldFault[];
  readonly status?: number;
}

async function showStatement(context: Context, id: string, refused?: Refused): Promise<Reply> {
  const { visitor, now } = context;
  const statement = await context.read(getStatement, { id });
  const mySides = sides.filter((side) => may(visitor.actor, 'recharges.manage', authorityOf(statement, side)));
  const model = statementPage(statement, {
    ...{ nameOf: await namesOf(context), mySides, now, csrfToken: visitor.session?.csrfToken ?? '' },
    ...{ typed: refused?.typed ?? {}, faults: refused?.faults ?? [] },
  });
  const status = refused ? { status: refused.status ?? 422 } : {};
  return page('/recharges/views/statement', model, { title: model.title, nav: 'recharges', ...status });
}

async function namesOf({ kernel }: Context): Promise<(id: number) => string> {
  const authorities = await listAuthorities(kernel);
  return (id) => authorities.find((one) => one.id === id)?.shortName ?? 'Another council';
}
