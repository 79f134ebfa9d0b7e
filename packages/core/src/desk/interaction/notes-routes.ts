import { z } from 'zod';
import {
  avoidableChoices,
  finishInteraction,
  keepNotes,
  reopenInteraction,
  setAvoidable,
} from '../../interactions/index.js';
import { optional } from '../../kernel/input.js';
import { deskRoute, redirect, type Reply, type Route } from '../../kernel/route.js';
import { afterFinish } from './after-finish.js';
import { CallParams, callHref, draftKey, ShownParts } from './call-address.js';
import { typedFields, versionedFields } from './form-fields.js';
import type { Context } from './read-call.js';
import { showCall, tryOn } from './show-call.js';

const NotesForm = versionedFields.extend({
  notes: optional(z.string().trim().max(10_000, 'Shorten the notes to 10,000 characters')),
  avoidable: z.enum(avoidableChoices).default('no'),
  openEnquiries: z.enum(['refuse', 'abandon']).default('refuse'),
});

/** Notes, and how the contact ends. */
export const notesRoutes: readonly Route[] = [
  deskRoute({
    method: 'post',
    path: '/desk/interactions/:id/finish',
    permission: 'interactions.handle',
    params: CallParams,
    query: ShownParts,
    body: NotesForm,
    handle: (context) => finish(context, context.params.id, context.query, context.body),
  }),
  deskRoute({
    method: 'post',
    path: '/desk/interactions/:id/notes',
    permission: 'interactions.handle',
    params: CallParams,
    query: ShownParts,
    body: NotesForm,
    handle: async (context) => {
      const { id } = context.params;
      const { version, notes, avoidable } = context.body;
      const tried = await tryOn(typedFields(context.body), async () => {
        const kept = await context.run(keepNotes, { id, expectedVersion: version, ...(notes ? { notes } : {}) });
        const why = { id, expectedVersion: kept.version, reason: avoidable };
        await context.run(setAvoidable, why, { settles: draftKey(id) });
      });
      if ('refusal' in tried) return await showCall(context, id, context.query, tried.refusal);
      return redirect(callHref(id, context.query), { say: 'Notes saved.' });
    },
  }),
  deskRoute({
    method: 'post',
    path: '/desk/interactions/:id/reopen',
    permission: 'interactions.handle',
    params: CallParams,
    query: ShownParts,
    body: versionedFields,
    handle: async (context) => {
      const { id } = context.params;
      const { version } = context.body;
      await context.run(reopenInteraction, { id, expectedVersion: version });
      return redirect(callHref(id), { say: 'The contact is open again.' });
    },
  }),
];

async function finish(
  context: Context,
  id: string,
  shown: ShownParts,
  { version, notes, avoidable, openEnquiries }: z.output<typeof NotesForm>,
): Promise<Reply> {
  const typed = typedFields(context.body);
  const ending = { avoidable, openEnquiries, ...(notes ? { notes } : {}) };
  const finishing = { id, expectedVersion: version, ...ending };
  const tried = await tryOn(typed, () => context.run(finishInteraction, finishing, { settles: draftKey(id) }));
  if (!('refusal' in tried)) return await afterFinish(context, id, 'Contact finished.');
  const { refusal, error } = tried;
  if (error.code !== 'enquiries_open') return await showCall(context, id, shown, refusal);
  const fault = { field: 'openEnquiries', message: 'Say how the enquiry ended, or finish it as abandoned' };
  return await showCall(context, id, shown, { ...refusal, faults: [fault], status: 422 });
}
