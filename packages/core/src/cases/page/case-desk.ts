import { z } from 'zod';
import { fileReply } from '../../documents/index.js';
import { AppError, badInput } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { deskRoute, redirect, type Route, type RouteContext } from '../../kernel/route.js';
import { requireMay } from '../../kernel/scope.js';
import { addChase } from '../commands/add-chase.js';
import { addFile } from '../commands/add-file.js';
import { addNote } from '../commands/add-note.js';
import { openRestrictedCase } from '../commands/open-restricted-case.js';
import { removeFile } from '../commands/remove-file.js';
import { noteDraftKey } from '../log/desk-drafts.js';
import { getCaseFile } from '../files/file-query.js';
import { timelineFilters } from './page-queries.js';
import { getCase } from '../queries.js';
import { reasonPage, showCase } from '../show-case.js';
import { pictureReply } from '../files/picture-reply.js';
import { storeUpload } from '../files/uploads.js';
import type { DescribedCase } from '../types.js';

export const ByReference = z.strictObject({ reference: z.string().min(1).max(100) });

type Context = RouteContext<{ reference: string }, unknown, unknown>;

/** The case that the address names; with a permission, for those who hold it in the case's council. @throws not_found */
export async function caseAt(context: Context, permission?: string): Promise<DescribedCase> {
  const found = await context.read(getCase, { reference: context.params.reference });
  if (permission !== undefined) requireMay(context.visitor.actor, permission, found.authorityId);
  return found;
}

export function caseHref({ reference }: { readonly reference: string }): string {
  return `/desk/cases/${encodeURIComponent(reference)}`;
}

const text = z.string().max(20_000).default('');

export const caseRoutes: readonly Route[] = [
  deskRoute({
    method: 'get',
    path: '/desk/cases/:reference',
    permission: 'cases.read',
    params: ByReference,
    query: z.strictObject({ timeline: z.enum(timelineFilters).optional(), cursor: z.string().max(200).optional() }),
    handle: (context) => {
      const { timeline, cursor } = context.query;
      return showCase(context, context.params.reference, { ...(timeline ? { timeline } : {}), cursor });
    },
  }),
  deskRoute({
    method: 'post',
    path: '/desk/cases/:reference/open',
    permission: 'cases.read-restricted',
    params: ByReference,
    body: z.strictObject({ reason: text }),
    handle: async (context) => {
      const { reference } = context.params;
      const done = await context.attempt(openRestrictedCase, { reference, reason: context.body.reason });
      if (!done.ok)
        return reasonPage(context, reference, [{ field: 'reason', message: 'Enter why you need to open it' }]);
      return redirect(caseHref(done.value));
    },
  }),
  deskRoute({
    method: 'post',
    path: '/desk/cases/:reference/notes',
    permission: 'cases.note',
    params: ByReference,
    body: z.strictObject({ text, told: z.literal('yes').optional() }),
    handle: async (context) => {
      const found = await caseAt(context);
      const { text: note, told } = context.body;
      const visibility = told ? 'customer' : 'internal';
      const settles = noteDraftKey(found);
      const done = await context.attempt(addNote, { caseId: found.id, text: note, visibility }, { settles });
      if (done.ok) return redirect(caseHref(found), { say: 'Note added' });
      const faults = note.trim() === '' ? [{ field: 'text', message: 'Enter the note' }] : done.faults;
      return await showCase(context, found.reference, { faults, typed: { text: note } });
    },
  }),
  deskRoute({
    method: 'post',
    path: '/desk/cases/:reference/chases',
    permission: 'cases.note',
    params: ByReference,
    body: z.strictObject({ text, told: z.literal('yes').optional() }),
    handle: async (context) => {
      const found = await caseAt(context);
      const note = context.body.text;
      const chase = { caseId: found.id, ...(note.trim() === '' ? {} : { note }) };
      const done = await context.attempt(addChase, chase, { settles: noteDraftKey(found) });
      if (done.ok) return redirect(caseHref(found), { say: 'Recorded that the customer asked' });
      const faults = done.faults.map(({ message }) => ({ field: 'text', message }));
      return await showCase(context, found.reference, { faults, typed: { text: note } });
    },
  }),
];

export const fileRoutes: readonly Route[] = [
  deskRoute({
    method: 'post',
    path: '/desk/cases/:reference/files',
    permission: 'cases.work',
    upload: true,
    params: ByReference,
    body: z.strictObject({}),
    handle: async (context) => {
      const found = await caseAt(context);
      try {
        if (context.files.length === 0) throw badInput({ faults: [{ field: 'file', message: 'Choose a file' }] });
        for (const upload of context.files)
          await context.run(addFile, { caseId: found.id, file: await storeUpload(context.kernel, upload) });
      } catch (error) {
        return await showCase(context, found.reference, { faults: faultsOf(error) });
      }
      return redirect(caseHref(found), { say: context.files.length === 1 ? 'File added' : 'Files added' });
    },
  }),
  deskRoute({
    method: 'get',
    path: '/desk/cases/:reference/files/:fileId',
    permission: 'cases.read',
    params: ByReference.extend({ fileId: uuidField }),
    handle: async (context) => {
      const found = await caseAt(context);
      const file = await context.read(getCaseFile, { caseId: found.id, fileId: context.params.fileId });
      return await fileReply(context.kernel, file);
    },
  }),
  deskRoute({
    method: 'get',
    path: '/desk/cases/:reference/files/:fileId/picture',
    permission: 'cases.read',
    params: ByReference.extend({ fileId: uuidField }),
    handle: async (context) => {
      const { id: caseId } = await caseAt(context);
      const { fileId } = context.params;
      return await pictureReply(context.kernel, await context.read(getCaseFile, { caseId, fileId }));
    },
  }),
  deskRoute({
    method: 'post',
    path: '/desk/cases/:reference/files/:fileId/remove',
    permission: 'cases.work',
    params: ByReference.extend({ fileId: uuidField }),
    body: z.strictObject({}),
    handle: async (context) => {
      const found = await caseAt(context);
      await context.run(removeFile, { caseId: found.id, fileId: context.params.fileId });
      return redirect(caseHref(found), { say: 'File removed' });
    },
  }),
];

function faultsOf(error: unknown) {
  if (error instanceof AppError && error.faults.length > 0) return error.faults;
  throw error;
}
