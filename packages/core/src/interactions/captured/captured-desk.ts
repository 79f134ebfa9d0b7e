import { z } from 'zod';
import { listAuthorities } from '../../authorities/index.js';
import { AppError, storageBusy, storageFull, storageUnavailable, type FieldFault } from '../../kernel/errors.js';
import { newId } from '../../kernel/ids.js';
import { uuidField } from '../../kernel/input.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../../kernel/route.js';
import { may } from '../../kernel/scope.js';
import { capturedHref, capturedPage, textIn } from './captured-views.js';
import { contactEnteredBefore } from '../interaction-errors.js';
import { listCaptured } from './list-captured.js';
import { forgetRefused, listOwn, takeContact } from './take-contact.js';

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
        const { id, state } = await takeContact(context, context.body);
        return state === 'kept'
          ? redirect(capturedHref, { say: 'Kept. It is entered by itself once Moothall is back' })
          : redirect(`/desk/interactions/${id}`, { say: 'Moothall is back: your contact is entered' });
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        if (error.code === contactEnteredBefore.code)
          return await showCaptured(context, error.faults, error.status, true);
        if (error.faults.length > 0) return await showCaptured(context, error.faults);
        if (!notWritten.has(error.code)) throw error;
        context.kernel.log.error({ err: error }, 'a contact could not be kept');
        const message = `${error.message} Write it down on paper, and try again with this page`;
        return await showCaptured(context, [{ field: '', message }], error.status);
      }
    },
  }),
  deskRoute({
    method: 'post',
    path: `${capturedHref}/done`,
    permission: 'interactions.handle',
    body: z.strictObject({ id: uuidField }),
    handle: async (context) => {
      const isOff = await forgetRefused(context, context.body.id);
      return redirect(capturedHref, { say: isOff ? 'It is off the list' : 'It was not on this list any more' });
    },
  }),
];

/** The disk's faults: what was typed is shown again, as nowhere else has it. */
const notWritten = new Set([storageFull.code, storageUnavailable.code, storageBusy.code]);

async function showCaptured(
  context: Context,
  faults: readonly FieldFault[] = [],
  faulty = 422,
  isEntered = false,
): Promise<Reply> {
  const { kernel, visitor, now } = context;
  const { actor } = visitor;
  const councils = (await listAuthorities(kernel)).filter(
    ({ id, kind }) => kind === 'authority' && may(actor, 'interactions.handle', id),
  );
  const staffId = actor.kind === 'staff' ? actor.staffId : '';
  const model = capturedPage({
    ...{ now, councils, staffId, faults },
    ...(await listOwn(context)),
    newId: newId(kernel.clock, kernel.random),
    standsInSince: kernel.standsIn?.since,
    entered: await context.read(listCaptured, {}),
    enteredBefore: isEntered ? textIn(context.body, 'id') : undefined,
    typed: faults.length > 0 ? context.body : undefined,
    csrfToken: visitor.session?.csrfToken ?? '',
  });
  return page('/interactions/captured/views/captured', model, {
    title: model.title,
    nav: 'home',
    ...(faults.length > 0 ? { status: faulty } : {}),
  });
}
