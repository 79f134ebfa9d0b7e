import { getAuthority, listAuthorities } from '../../authorities/index.js';
import { listContactMessages } from '../../correspondence/index.js';
import type { WholeInteraction } from '../../interactions/index.js';
import { AppError, type FieldFault } from '../../kernel/errors.js';
import { newId } from '../../kernel/ids.js';
import { page, type Reply } from '../../kernel/route.js';
import { may } from '../../kernel/scope.js';
import { listContactPayments } from '../../payments/index.js';
import type { ShownParts } from './call-address.js';
import { readPanel, valueOf } from './panels.js';
import { mayLogWith } from './read-owners.js';
import { isOwn, readCall, readInteraction, type Context } from './read-call.js';
import type { LogRetry, Rendering, Typed } from './rendering.js';
import { callPage } from './views.js';
import { pastPage } from './views-past.js';
import { type NewCustomerOffers } from './views-find.js';

/** Why the page is shown again instead of going on. */
export interface Refusal {
  readonly faults: readonly FieldFault[];
  /** What was typed: it is printed again. */
  readonly typed?: Typed;
  readonly status?: number;
  readonly offers?: NewCustomerOffers;
  readonly retry?: LogRetry;
}

/** The call page: for its adviser while it goes on, else the contact as it was, to read. */
export async function showCall(
  context: Context,
  id: string,
  shown: ShownParts,
  refusal: Refusal = { faults: [] },
): Promise<Reply> {
  const interaction = await readInteraction(context, id);
  if (interaction.state === 'finished' || !isOwn(context, interaction))
    return await showPast(context, interaction, refusal);
  const call = await readCall(context, interaction, shown, refusal.retry?.at);
  const rendering = renderingOf(context, interaction, shown, refusal);
  const model = callPage(call, await listAuthorities(context.kernel), rendering, refusal.offers);
  const isRefused = refusal.faults.length > 0 || refusal.retry !== undefined;
  const status = isRefused ? { status: refusal.status ?? 422 } : {};
  return page('/desk/interaction/views/call', model, { title: model.title, nav: 'home', ...status });
}

async function showPast(
  context: Context,
  interaction: WholeInteraction,
  { faults, typed = {}, status = 422 }: Refusal,
): Promise<Reply> {
  const { authorityId, id: interactionId } = interaction;
  const authority = await getAuthority(context.kernel, authorityId);
  const messages = may(context.visitor.actor, 'correspondence.read', authorityId)
    ? await readPanel(context, 'messages', () => context.read(listContactMessages, { interactionId }))
    : undefined;
  const payments = may(context.visitor.actor, 'payments.read', authorityId)
    ? await readPanel(context, 'payments', () => context.read(listContactPayments, { interactionId }))
    : undefined;
  const model = pastPage(interaction, authority, {
    messages: valueOf(messages) ?? [],
    payments: valueOf(payments) ?? [],
    now: context.now,
    csrfToken: context.visitor.session?.csrfToken ?? '',
    isOwn: isOwn(context, interaction),
    faults,
    typedNotes: typed['notes']?.trim(),
  });
  const refused = faults.length > 0 ? { status } : {};
  return page('/desk/interaction/views/past', model, { title: model.title, nav: 'home', ...refused });
}

export function renderingOf(
  { kernel, visitor, now }: Context,
  { authorityId }: Pick<WholeInteraction, 'authorityId'>,
  shown: ShownParts,
  { faults, typed = {}, retry }: Refusal = { faults: [] },
): Rendering {
  const { actor } = visitor;
  return {
    csrfToken: visitor.session?.csrfToken ?? '',
    once: newId(kernel.clock, kernel.random),
    now,
    shown,
    faults,
    typed,
    retry,
    may: {
      createCustomers: may(actor, 'customers.create', authorityId),
      logCases: may(actor, 'cases.log'),
      logWith: (id) => mayLogWith(actor, id),
      chaseCases: may(actor, 'cases.note'),
      openCustomers: may(actor, 'customers.read', authorityId),
      takePayments: may(actor, 'payments.record', authorityId),
      sendAnswers: may(actor, 'correspondence.send', authorityId),
      promiseCallBacks: may(actor, 'cases.promise-call-backs', authorityId),
    },
  };
}

/**
 * Runs what a form asks for. What can be put right on the page comes back as a refusal: faults in fields, and what
 * happened meanwhile in another window.
 */
export async function tryOn<T>(
  typed: Typed,
  work: () => Promise<T>,
): Promise<{ done: T } | { refusal: Refusal; error: AppError }> {
  try {
    return { done: await work() };
  } catch (error) {
    if (!(error instanceof AppError) || ![403, 409, 422].includes(error.status)) throw error;
    const whole = { field: '', message: messages[error.code] ?? error.message };
    const faults = error.faults.length > 0 ? error.faults : [whole];
    return { error, refusal: { faults, typed, status: error.status } };
  }
}

const messages: Readonly<Record<string, string>> = {
  stale_version:
    'This contact changed in another window. Here it is as it is now; what you typed is kept. Send it again.',
};
