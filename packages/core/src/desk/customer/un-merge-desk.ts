import { z } from 'zod';
import { listCasesOf } from '../../cases/index.js';
import {
  aboveCustomer,
  formPage,
  getCustomer,
  listMerges,
  listOf,
  questionsOf,
  textOf,
  typedIn,
  unMergeCustomers,
  type CustomerMerge,
} from '../../customers/index.js';
import { contactWords, listInteractionsOf } from '../../interactions/index.js';
import { formatDateTime } from '../../kernel/format-time.js';
import { notFound, type FieldFault } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { deskRoute, redirect, type Reply, type RouteContext } from '../../kernel/route.js';
import { may } from '../../kernel/scope.js';

type Context = RouteContext<{ id: string; mergeId: string }, unknown, unknown>;
type Typed = ReturnType<typeof typedIn>;

const at = {
  path: '/desk/customers/:id/merges/:mergeId',
  permission: 'customers.merge',
  params: z.strictObject({ id: uuidField, mergeId: uuidField }),
};

/** Asks what of the work done since a merge goes along when it is taken back. */
const ask = deskRoute({
  ...at,
  method: 'get',
  handle: async (context) => showUnMerge(context, await findOne(context), {}),
});

const unMerge = deskRoute({
  ...at,
  method: 'post',
  handle: async (context) => {
    const typed = typedIn(context.body);
    const input = { mergeId: context.params.mergeId, take: listOf(typed, 'take'), reason: textOf(typed, 'reason') };
    const done = await context.attempt(unMergeCustomers, input);
    if (!done.ok) return showUnMerge(context, await findOne(context), typed, done.faults);
    return redirect(`/desk/customers/${done.value.mergedId}`, { say: 'This record is one of its own again' });
  },
});

/** @throws not_found for a merge of another record, or one that was taken back */
async function findOne(context: Context): Promise<CustomerMerge> {
  const merges = await context.read(listMerges, { customerId: context.params.id });
  const merge = merges.find(({ id }) => id === context.params.mergeId);
  if (!merge) throw notFound();
  return merge;
}

async function showUnMerge(
  context: Context,
  merge: CustomerMerge,
  typed: Typed,
  faults: readonly FieldFault[] = [],
): Promise<Reply> {
  const { now } = context;
  const record = await context.read(getCustomer, { id: context.params.id });
  const since = await listSince(context, record.id, merge);
  const questions = questionsOf(typed, faults);
  const legend = `Which of this is ${merge.mergedName}’s?`;
  return formPage(context, {
    heading: `Take ${merge.mergedName} out of ${record.displayName} again`,
    above: [...aboveCustomer(record), { text: 'Merges', href: `/desk/customers/${record.id}/merges` }],
    lead: `Merged ${formatDateTime(merge.mergedAt, { now })}: ${merge.reason}. All that came with ${merge.mergedName} goes back. ${
      Object.keys(since).length === 0 ? 'Nothing was added since.' : 'What was added since stays, unless you tick it.'
    }`,
    action: `/desk/customers/${record.id}/merges/${merge.id}`,
    faults,
    questions: [
      ...(Object.keys(since).length === 0 ? [] : [questions.checkboxes('take', legend, since)]),
      questions.longText('reason', 'Why are these two customers?'),
    ],
    buttonText: 'Take out again',
  });
}

/** Cases and contacts added since the merge, in words by their id. */
async function listSince(context: Context, customerId: string, merge: CustomerMerge): Promise<Record<string, string>> {
  const { now, visitor } = context;
  const since: Record<string, string> = {};
  const cases = may(visitor.actor, 'cases.read') ? await context.read(listCasesOf, { customerId, limit: 50 }) : [];
  for (const { id, reference, title, openedAt } of cases)
    if (openedAt >= merge.mergedAt) since[id] = `${reference} ${title}`;
  const contacts = may(visitor.actor, 'interactions.read')
    ? (await context.read(listInteractionsOf, { customerId })).items
    : [];
  for (const { id, channel, startedAt } of contacts)
    if (startedAt >= merge.mergedAt) since[id] = `${contactWords[channel]}, ${formatDateTime(startedAt, { now })}`;
  return since;
}

export const unMergeRoutes = [ask, unMerge];
