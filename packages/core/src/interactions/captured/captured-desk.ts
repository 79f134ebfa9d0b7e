import { listAuthorities } from '../../authorities/index.js';
import { AppError, type FieldFault } from '../../kernel/errors.js';
import { newId } from '../../kernel/ids.js';
import { parseInput } from '../../kernel/input.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../../kernel/route.js';
import { agreementFor, may, scopeFor } from '../../kernel/scope.js';
import { captureContact, refuseNotCovered } from './capture-contact.js';
import { CapturedForm } from './captured-contact.js';
import { capturedHref, capturedPage } from './captured-views.js';
import { listCaptured } from './list-captured.js';
import { listWaiting } from './waiting-contacts.js';

type Context = RouteContext<unknown, unknown, unknown>;

/** Where contacts are taken while Moothall is upgraded, and where it says afterwards what became of them. */
export const capturedRoutes: readonly Route[] = [
  deskRoute({
    method: 'get',
    path: capturedHref,
    permission: 'interactions.handle',
    handle: (context) => showCaptured(context),
  }),
  deskRoute({
    method: 'post',
    path: capturedHref,
    permission: 'interactions.handle',
    whileStandingIn: true,
    handle: async (context) => {
      try {
        const form = CapturedForm.safeParse(context.body);
        const taken = await take(context, form.success ? form.data : context.body);
        return taken === 'kept'
          ? redirect(capturedHref, { say: 'Kept. It is entered by itself once Moothall is back' })
          : redirect(`/desk/interactions/${taken.id}`, { say: 'Moothall is back: your contact is entered' });
      } catch (error) {
        if (!(error instanceof AppError) || error.faults.length === 0) throw error;
        return await showCaptured(context, error.faults);
      }
    },
  }),
];

/** Into the file while the desk stands in, else into the database at once. @throws bad_input; storage_full */
export async function take(context: Context, body: unknown): Promise<'kept' | { readonly id: string }> {
  const { kernel, visitor, now } = context;
  const { actor } = visitor;
  if (!kernel.standsIn || actor.kind !== 'staff') return await context.run(captureContact, body);
  const form = parseInput(CapturedForm, body);
  const scope = scopeFor(actor, captureContact.permission);
  refuseNotCovered(scope, form);
  if ((await listWaiting(kernel)).some(({ id }) => id === form.id)) return 'kept';
  const agreementId = agreementFor(scope, form.authorityId);
  const by = { staffId: actor.staffId, name: actor.name, at: now, ...(agreementId ? { agreementId } : {}) };
  await kernel.standsIn.keepContact({ ...form, takenBy: by });
  return 'kept';
}

async function showCaptured(context: Context, faults: readonly FieldFault[] = []): Promise<Reply> {
  const { kernel, visitor, now } = context;
  const { actor } = visitor;
  const councils = (await listAuthorities(kernel)).filter(
    ({ id, kind }) => kind === 'authority' && may(actor, 'interactions.handle', id),
  );
  const staffId = actor.kind === 'staff' ? actor.staffId : '';
  const waiting = (await listWaiting(kernel)).filter(({ takenBy }) => takenBy.staffId === staffId);
  const model = capturedPage({
    ...{ now, councils, staffId, faults, waiting },
    newId: newId(kernel.clock, kernel.random),
    standsInSince: kernel.standsIn?.since,
    entered: await context.read(listCaptured, {}),
    typed: faults.length > 0 ? context.body : undefined,
    csrfToken: visitor.session?.csrfToken ?? '',
  });
  return page('/interactions/captured/views/captured', model, {
    title: model.title,
    nav: 'home',
    ...(faults.length > 0 ? { status: 422 } : {}),
  });
}
