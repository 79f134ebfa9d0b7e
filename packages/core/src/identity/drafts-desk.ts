import { z } from 'zod';
import { badInput } from '../kernel/errors.js';
import { formatTime } from '../kernel/format-time.js';
import { ownPath } from '../kernel/http/own-path.js';
import { deskRoute, json, page, redirect, signedIn, type Route } from '../kernel/route.js';
import { listUnsentForms, readDraftForm, removeDraft, removeUnsentForm, saveDraft } from './drafts.js';
import { personOf, sessionOf } from './me-desk.js';
import { nextPage } from './next-page.js';
import { unsentPage } from './unsent-views.js';

const text = z.string().max(8192).default('');
const unsentQuery = z.object({ path: text });

/** Drafts that the browser saves, and forms that an expired session sent. */
export const draftRoutes: readonly Route[] = [
  deskRoute({
    method: 'post',
    path: '/desk/drafts',
    permission: signedIn,
    handle: async (context) => {
      const draft = readDraftForm(Object(context.body) as object);
      if (!draft)
        throw badInput({
          faults: [{ field: 'key', message: 'Give the form’s key, and its fields as JSON in content' }],
        });
      await saveDraft(context.kernel, personOf(context), draft.key, draft.fields);
      return json({ savedAtText: formatTime(context.now) });
    },
  }),
  deskRoute({
    method: 'post',
    path: '/desk/drafts/delete',
    permission: signedIn,
    body: z.strictObject({ key: z.string().min(1).max(500) }),
    handle: async (context) => {
      await removeDraft(context.kernel, personOf(context), context.body.key);
      return { kind: 'empty' };
    },
  }),
  deskRoute({
    method: 'get',
    path: '/desk/me/unsent',
    permission: signedIn,
    query: z.object({ next: text }),
    handle: async (context) => {
      const next = nextPage(context.query.next);
      const forms = await listUnsentForms(context.kernel, personOf(context));
      const model = unsentPage(forms, { csrfToken: sessionOf(context).csrfToken, next, now: context.now });
      return page('/identity/views/unsent', model, { title: 'What was not sent' });
    },
  }),
  deskRoute({
    method: 'post',
    path: '/desk/me/unsent/send',
    permission: signedIn,
    query: unsentQuery,
    // 307 makes the browser post the same fields to the form's own address.
    handle: async (context) => {
      const { path } = context.query;
      const isThere = await removeUnsentForm(context.kernel, personOf(context), path);
      if (!isThere) return redirect('/desk/me/unsent');
      return { kind: 'empty', status: 307, headers: { Location: ownPath(path) } };
    },
  }),
  deskRoute({
    method: 'post',
    path: '/desk/me/unsent/discard',
    permission: signedIn,
    body: z.strictObject({ path: text, next: text }),
    handle: async (context) => {
      await removeUnsentForm(context.kernel, personOf(context), context.body.path);
      return redirect(nextPage(context.body.next), { say: 'Thrown away.' });
    },
  }),
];
