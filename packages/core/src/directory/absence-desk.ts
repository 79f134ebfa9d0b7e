import { z } from 'zod';
import { isError, staleVersion, type FieldFault } from '../kernel/errors.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../kernel/route.js';
import { getOwnAbsence } from './absence-queries.js';
import { absencePage, type TypedAbsence } from './absence-views.js';
import { endAbsence, setAbsence } from './commands/set-absence.js';

const path = '/desk/me/away';
const permission = 'directory.read';

const show = deskRoute({ method: 'get', path, permission, handle: (context) => showAbsence(context) });

const save = deskRoute({
  method: 'post',
  path,
  permission,
  body: z.strictObject({
    fromOn: z.string().max(20).default(''),
    toOn: z.string().max(20).default(''),
    deputyId: z.string().max(40).default(''),
    version: z.coerce.number().int().min(0),
    does: z.enum(['save', 'end']).default('save'),
  }),
  handle: async (context) => {
    const { does, version, ...typed } = context.body;
    try {
      if (does === 'end') {
        await context.run(endAbsence, { expectedVersion: version });
        return redirect(path, { say: 'You are no longer shown as away' });
      }
      const missing = missingIn(typed);
      if (missing.length > 0) return await showAbsence(context, { typed, faults: missing });
      const done = await context.attempt(setAbsence, { ...typed, expectedVersion: version });
      if (!done.ok) return await showAbsence(context, { typed, faults: done.faults });
      return redirect(path, { say: 'Saved: your deputy hears of your work while you are away' });
    } catch (error) {
      if (!isError(error, staleVersion.code)) throw error;
      return await showAbsence(context, { typed, isConflict: true });
    }
  },
});

export const absenceRoutes: readonly Route[] = [show, save];

function missingIn({ fromOn, toOn, deputyId }: TypedAbsence): FieldFault[] {
  return [
    ...(fromOn === '' ? [{ field: 'fromOn', message: 'Enter the first day' }] : []),
    ...(toOn === '' ? [{ field: 'toOn', message: 'Enter the last day' }] : []),
    ...(deputyId === '' ? [{ field: 'deputyId', message: 'Choose who stands in' }] : []),
  ];
}

async function showAbsence(
  context: RouteContext<unknown, unknown, unknown>,
  back: { readonly typed?: TypedAbsence; readonly faults?: readonly FieldFault[]; readonly isConflict?: true } = {},
): Promise<Reply> {
  const model = absencePage(await context.read(getOwnAbsence, {}), {
    ...back,
    now: context.now,
    csrfToken: context.visitor.session?.csrfToken ?? '',
  });
  const status = back.isConflict ? 409 : model.faults.length > 0 ? 422 : 200;
  return page('/directory/views/absence', model, { title: 'When you are away', status });
}
