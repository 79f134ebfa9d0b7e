import { z } from 'zod';
import { listAuthorities } from '../authorities/index.js';
import { uuidField } from '../kernel/input.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../kernel/route.js';
import { may } from '../kernel/scope.js';
import { authorityOf, phaseOf } from './agreement-rules.js';
import { listChoices } from './choices.js';
import { endAgreement } from './commands/end-agreement.js';
import { closeAgreement, openAgreement } from './commands/open-agreement.js';
import { signTerms } from './commands/sign-terms.js';
import { resumeAgreement, suspendAgreement } from './commands/suspend-agreement.js';
import { checkCoverage, getAgreement, listAgreements } from './queries.js';
import { sides } from './types.js';
import { agreementPage, agreementsHref, agreementsPage, refusedWith, type Offers } from './views.js';

const params = z.strictObject({ id: uuidField });
const text = z.string().trim().max(600).default('');
const Which = z.strictObject({ expectedVersion: text });
type Context = RouteContext<unknown, unknown, unknown>;
type Loaded = Awaited<ReturnType<typeof getAgreement.run>>;

/** Agreements: the list with its gaps, one of them, and each step of its life. */
export const deskRoutes: readonly Route[] = [
  deskRoute({
    method: 'get',
    path: agreementsHref,
    permission: 'partnerships.read',
    handle: (context) => showList(context),
  }),
  deskRoute({
    method: 'get',
    path: `${agreementsHref}/:id`,
    permission: 'partnerships.read',
    params,
    handle: async (context) => showAgreement(context, await context.read(getAgreement, context.params)),
  }),
  deskRoute({
    method: 'post',
    path: `${agreementsHref}/:id/sign`,
    permission: 'partnerships.sign',
    params,
    body: Which.extend({ side: text }),
    handle: async (context) => {
      await context.run(signTerms, { ...context.params, ...context.body });
      return redirect(`${agreementsHref}/${context.params.id}`, { say: 'Signed' });
    },
  }),
  deskRoute({
    method: 'post',
    path: `${agreementsHref}/:id/resume`,
    permission: 'partnerships.manage',
    params,
    body: Which,
    handle: async (context) => {
      await context.run(resumeAgreement, { ...context.params, ...context.body });
      return redirect(`${agreementsHref}/${context.params.id}`, { say: 'The agreement holds again' });
    },
  }),
  deskRoute({
    method: 'post',
    path: `${agreementsHref}/:id/close`,
    permission: 'partnerships.activate',
    params,
    body: Which,
    handle: async (context) => {
      await context.run(closeAgreement, { ...context.params, ...context.body });
      return redirect(`${agreementsHref}/${context.params.id}`, { say: 'Closed: nobody answers by it now' });
    },
  }),
  deskRoute({
    method: 'post',
    path: `${agreementsHref}/:id/open`,
    permission: 'partnerships.activate',
    params,
    body: Which.extend({ hours: text, waitMinutes: text, reason: text }),
    handle: async (context) => {
      const { waitMinutes, ...typed } = context.body;
      const input = { ...context.params, ...typed, ...(waitMinutes === '' ? {} : { waitMinutes }) };
      const done = await context.attempt(openAgreement, input);
      if (done.ok) return redirect(`${agreementsHref}/${context.params.id}`, { say: 'Open: they answer from now on' });
      const agreement = await context.read(getAgreement, context.params);
      return await showAgreement(context, agreement, refusedWith(done.faults, context.body));
    },
  }),
  deskRoute({
    method: 'post',
    path: `${agreementsHref}/:id/end`,
    permission: 'partnerships.manage',
    params,
    body: Which.extend({ reason: text, does: z.enum(['suspend', 'end']) }),
    handle: async (context) => {
      const { does, ...typed } = context.body;
      const command = does === 'suspend' ? suspendAgreement : endAgreement;
      const done = await context.attempt(command, { ...context.params, ...typed });
      const say = does === 'suspend' ? 'The agreement is suspended' : 'The agreement has ended';
      if (done.ok) return redirect(`${agreementsHref}/${context.params.id}`, { say });
      const faults = done.faults.map((fault) => ({ ...fault, field: 'endReason' }));
      const agreement = await context.read(getAgreement, context.params);
      return await showAgreement(context, agreement, refusedWith(faults, { endReason: typed.reason }));
    },
  }),
];

async function showList(context: Context): Promise<Reply> {
  const { now, visitor, kernel } = context;
  const authorities = await listAuthorities(kernel);
  const councils = authorities.filter(({ kind }) => kind === 'authority');
  const mine = councils.map(({ id }) => id).filter((id) => may(visitor.actor, 'partnerships.read', id));
  const coverage = [];
  for (const authorityId of mine)
    coverage.push({ authorityId, ...(await context.read(checkCoverage, { authorityId })) });
  const mayDraft = mine.some((id) => may(visitor.actor, 'partnerships.manage', id));
  const list = await context.read(listAgreements, {});
  const model = agreementsPage(list, { authorities, mine, coverage, now, mayDraft });
  return page('/partnerships/views/agreements', model, { title: 'Agreements', nav: 'agreements' });
}

async function showAgreement(
  context: Context,
  agreement: Loaded,
  refused?: ReturnType<typeof refusedWith>,
): Promise<Reply> {
  const { kernel, now, visitor } = context;
  const { receiverId, providerId, officers, history } = agreement;
  const choices = await context.read(listChoices, { receiverId, providerId });
  const namesOf = (list: readonly { id: string; name: string }[]) => new Map(list.map(({ id, name }) => [id, name]));
  const authorities = await listAuthorities(kernel);
  const about = {
    ...{ authorities, officers, history, now, csrfToken: visitor.session?.csrfToken ?? '' },
    ...{ services: namesOf(choices.services), lines: namesOf(choices.lines) },
    offers: offersOf(context, agreement, authorities),
  };
  const status = refused ? { status: 422 } : {};
  const model = agreementPage(agreement, about, refused);
  return page('/partnerships/views/agreement', model, { title: agreement.title, nav: 'agreements', ...status });
}

function offersOf(
  { visitor: { actor }, now }: Context,
  agreement: Loaded,
  authorities: readonly { readonly id: number; readonly shortName: string }[],
): Offers {
  const { state, proposed, agreed, suspendedFor, activation } = agreement;
  const holds = (permission: string): boolean =>
    sides.some((side) => may(actor, permission, authorityOf(agreement, side)));
  const me = actor.kind === 'staff' ? actor.staffId : '';
  const isOver = state === 'ended';
  const signed = proposed?.signatures ?? [];
  const waiting = sides.filter(
    (side) =>
      proposed !== null &&
      may(actor, 'partnerships.sign', authorityOf(agreement, side)) &&
      !signed.some((one) => one.side === side || one.personId === me),
  );
  const nameOf = (id: number): string => authorities.find((one) => one.id === id)?.shortName ?? '';
  const canResume = suspendedFor !== null && may(actor, 'partnerships.manage', suspendedFor);
  const canClose = activation !== null && state === 'signed' && holds('partnerships.activate');
  return {
    change: !isOver && holds('partnerships.manage'),
    suspend: state === 'signed' && holds('partnerships.manage'),
    end: !isOver && holds('partnerships.manage'),
    open: phaseOf(agreement, now) === 'dormant' && (agreed?.terms.officerIds.includes(me) ?? false),
    steps: [
      ...(canResume ? [{ verb: 'resume', text: 'Let it hold again' } as const] : []),
      ...(canClose ? [{ verb: 'close', text: 'Close it now' } as const] : []),
    ],
    sides: isOver ? [] : waiting.map((side) => ({ side, council: nameOf(authorityOf(agreement, side)) })),
  };
}
