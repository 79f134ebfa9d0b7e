import { z } from 'zod';
import { AppError } from '../../kernel/errors.js';
import { uuidField, versionField } from '../../kernel/input.js';
import { deskRoute, redirect, type Reply, type Route, type RouteContext } from '../../kernel/route.js';
import { ByReference, caseAt, caseHref } from '../page/case-desk.js';
import { showCase } from '../show-case.js';
import type { DescribedCase } from '../types.js';
import { sendOutside } from './send-outside.js';
import { settleWord } from './settle-news.js';
import { tellOutside } from './tell-outside.js';

type Context = RouteContext<{ reference: string }, unknown, unknown>;

export const outsideRoutes: readonly Route[] = [
  deskRoute({
    method: 'post',
    path: '/desk/cases/:reference/outside/send',
    permission: 'cases.work',
    params: ByReference,
    body: z.strictObject({}),
    handle: async (context) => {
      const found = await caseAt(context);
      return await orTold(context, found, async () => {
        await context.run(sendOutside, { caseId: found.id });
        return redirect(caseHref(found), { say: 'On its way' });
      });
    },
  }),
  deskRoute({
    method: 'post',
    path: '/desk/cases/:reference/outside/words',
    permission: 'cases.note',
    params: ByReference,
    body: z.strictObject({ tell: z.string().max(20_000).default('') }),
    handle: async (context) => {
      const found = await caseAt(context);
      const { tell } = context.body;
      return await orTold(context, found, async () => {
        const done = await context.attempt(tellOutside, { caseId: found.id, text: tell });
        if (done.ok) return redirect(caseHref(found), { say: 'Written to them' });
        const missing = tell.trim() === '' ? 'Enter what to tell them' : undefined;
        const faults = done.faults.map(({ message }) => ({ field: 'tell', message: missing ?? message }));
        return await showCase(context, found.reference, { faults, typed: { tell } });
      });
    },
  }),
  deskRoute({
    method: 'post',
    path: '/desk/cases/:reference/outside/words/:wordId/settle',
    permission: 'cases.work',
    params: ByReference.extend({ wordId: uuidField }),
    body: z.strictObject({ version: versionField }),
    handle: async (context) => {
      const found = await caseAt(context);
      return await orTold(context, found, async () => {
        const about = { caseId: found.id, id: context.params.wordId };
        await context.run(settleWord, { ...about, expectedVersion: context.body.version });
        return redirect(caseHref(found), { say: 'Dealt with' });
      });
    },
  }),
];

/** Somebody was faster, or it can't be done: the page as it is now says so. */
async function orTold(context: Context, { reference }: DescribedCase, work: () => Promise<Reply>): Promise<Reply> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError) || error.status !== 409) throw error;
    return await showCase(context, reference, { faults: [{ field: 'outside', message: error.message }], status: 409 });
  }
}
