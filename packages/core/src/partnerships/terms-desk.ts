import { z } from 'zod';
import { listAuthorities } from '../authorities/index.js';
import { isError, notFound, type FieldFault } from '../kernel/errors.js';
import { formatDateTime } from '../kernel/format-time.js';
import { uuidField } from '../kernel/input.js';
import { parseLocalDateTime } from '../kernel/parse-local-time.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../kernel/route.js';
import { may } from '../kernel/scope.js';
import { listChoices } from './choices.js';
import { changeTerms } from './commands/change-terms.js';
import { draftAgreement } from './commands/draft-agreement.js';
import { partiesPage, termsFormPage } from './form-views.js';
import { getAgreement, tryAgreement } from './queries.js';
import { tryPage, type TriedTime } from './try-views.js';
import { blankTerms, fieldOf, readTyped, TermsForm, typedOf, type TypedTerms } from './typed-terms.js';
import type { Agreement } from './types.js';
import { agreementsHref } from './views.js';

const params = z.strictObject({ id: uuidField });
const permission = 'partnerships.manage';
const short = z.string().trim().max(60).optional();
type Context = RouteContext<unknown, unknown, unknown>;

/** Drafting, changing the terms, and trying a time. */
export const termsRoutes: readonly Route[] = [
  deskRoute({
    method: 'get',
    path: `${agreementsHref}/new`,
    permission,
    query: z.strictObject({ receiver: short, provider: short }),
    handle: async (context) => {
      const { receiver, provider } = context.query;
      if (receiver === undefined || provider === undefined || receiver === provider)
        return await askParties(context, context.query);
      return await showForm(context, undefined, { ...blankTerms, receiverId: receiver, providerId: provider });
    },
  }),
  deskRoute({
    method: 'post',
    path: `${agreementsHref}/new`,
    permission,
    body: TermsForm,
    handle: (context) => save(context, undefined, context.body),
  }),
  deskRoute({
    method: 'get',
    path: `${agreementsHref}/:id/terms`,
    permission,
    params,
    handle: async (context) => {
      const agreement = await context.read(getAgreement, context.params);
      const version = agreement.proposed ?? agreement.coming.at(-1) ?? agreement.agreed;
      if (!version) throw notFound();
      return await showForm(context, agreement, typedOf(agreement, version));
    },
  }),
  deskRoute({
    method: 'post',
    path: `${agreementsHref}/:id/terms`,
    permission,
    params,
    body: TermsForm,
    handle: async (context) => save(context, await context.read(getAgreement, context.params), context.body),
  }),
  deskRoute({
    method: 'get',
    path: `${agreementsHref}/:id/try`,
    permission: 'partnerships.read',
    params,
    query: z.strictObject({ at: short, serviceId: short, channel: short, lineId: short }),
    handle: async (context) => showTrial(context, await context.read(getAgreement, context.params), context.query),
  }),
];

async function askParties(context: Context, asked: { receiver?: string | undefined; provider?: string | undefined }) {
  const councils = (await listAuthorities(context.kernel)).filter(({ kind }) => kind === 'authority');
  const mine = councils.find(({ id }) => may(context.visitor.actor, permission, id));
  const isAsked = asked.receiver !== undefined;
  const fault = isAsked ? 'Choose two different councils' : undefined;
  const typed = isAsked ? asked : { receiver: String(mine?.id ?? '') };
  const model = partiesPage(councils, typed, fault);
  return page('/partnerships/views/parties', model, {
    ...{ title: 'Draft an agreement', nav: 'agreements' },
    ...(fault === undefined ? {} : { status: 422 }),
  });
}

async function save(context: Context, agreement: Agreement | undefined, typed: TypedTerms): Promise<Reply> {
  const { input, faults: unread } = readTyped(typed);
  const { expectedVersion, receiverId, providerId } = typed;
  if (unread.length > 0) return await showForm(context, agreement, typed, { faults: unread });
  try {
    const done = agreement
      ? await context.attempt(changeTerms, { ...input, id: agreement.id, expectedVersion })
      : await context.attempt(draftAgreement, { ...input, receiverId, providerId });
    if (done.ok) {
      const say = 'The terms are saved: both councils sign them next';
      return redirect(`${agreementsHref}/${done.value.id}`, { say });
    }
    const faults = done.faults.map((fault) => ({ ...fault, field: fieldOf(fault.field) }));
    return await showForm(context, agreement, typed, { faults });
  } catch (error) {
    if (!isError(error, 'stale_version')) throw error;
    const message = 'A colleague changed this agreement meanwhile. What you typed is kept: look at it and save again';
    const now = { ...typed, expectedVersion: String(agreement?.version ?? '') };
    return await showForm(context, agreement, now, { faults: [{ field: 'title', message }], status: 409 });
  }
}

async function showForm(
  context: Context,
  agreement: Pick<Agreement, 'id' | 'title' | 'receiverId' | 'providerId' | 'agreed'> | undefined,
  typed: TypedTerms,
  { faults = [], status = 422 }: { readonly faults?: readonly FieldFault[]; readonly status?: number } = {},
): Promise<Reply> {
  const parties = agreement ?? { receiverId: Number(typed.receiverId), providerId: Number(typed.providerId) };
  const { receiverId, providerId } = parties;
  const choices = await context.read(listChoices, { receiverId, providerId });
  const names = new Map((await listAuthorities(context.kernel)).map(({ id, shortName }) => [id, shortName]));
  const href = agreement ? `${agreementsHref}/${agreement.id}` : agreementsHref;
  const model = termsFormPage({
    ...{ typed, faults, ...choices, csrfToken: context.visitor.session?.csrfToken ?? '' },
    heading: agreement ? 'Change the terms' : 'Draft the terms',
    lead: `${names.get(providerId)} answers for ${names.get(receiverId)}.${agreement?.agreed ? ' What was agreed holds until both have signed these terms.' : ''}`,
    back: agreement ? { text: agreement.title, href } : { text: 'Agreements', href },
    action: agreement ? `${href}/terms` : `${href}/new`,
  });
  const about = { title: model.heading, nav: 'agreements', ...(faults.length > 0 ? { status } : {}) };
  return page('/partnerships/views/form', model, about);
}

async function showTrial(context: Context, agreement: Agreement, typed: TriedTime): Promise<Reply> {
  const { receiverId, providerId } = agreement;
  const choices = await context.read(listChoices, { receiverId, providerId });
  const names = new Map((await listAuthorities(context.kernel)).map(({ id, shortName }) => [id, shortName]));
  const read = typed.at === undefined ? undefined : parseLocalDateTime(typed.at, { label: 'day and time' });
  const at = read?.ok ? read.value : undefined;
  const faults = read && !read.ok ? [{ field: 'at', message: read.message }] : [];
  const wish = Object.fromEntries(Object.entries(typed).filter(([name, value]) => name !== 'at' && value !== ''));
  const trial = at === undefined ? undefined : await context.read(tryAgreement, { ...wish, id: agreement.id, at });
  const model = tryPage(agreement, {
    ...{ typed, faults, trial, services: choices.services, lines: choices.lines },
    heading: `As an adviser of ${names.get(providerId)} for ${names.get(receiverId)}`,
    when: at === undefined ? '' : formatDateTime(at, { now: context.now }),
  });
  const status = faults.length > 0 ? { status: 422 } : {};
  return page('/partnerships/views/try', model, { title: model.heading, nav: 'agreements', ...status });
}
