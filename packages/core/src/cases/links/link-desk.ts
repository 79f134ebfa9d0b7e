import { z } from 'zod';
import { uuidField } from '../../kernel/input.js';
import { deskRoute, redirect, type Route } from '../../kernel/route.js';
import { ByReference, caseAt, caseHref } from '../page/case-desk.js';
import { linkCases, relations, unlinkCases } from '../commands/link-cases.js';
import { showCase } from '../show-case.js';

export const linkRoutes: readonly Route[] = [
  deskRoute({
    method: 'post',
    path: '/desk/cases/:reference/links',
    permission: 'cases.work',
    params: ByReference,
    body: z.strictObject({ relation: z.enum(relations), other: z.string().max(100).default('') }),
    handle: async (context) => {
      const found = await caseAt(context);
      const { relation, other } = context.body;
      const done = await context.attempt(linkCases, { caseId: found.id, relation, other });
      if (done.ok) return redirect(caseHref(found), { say: 'Cases linked' });
      const missing = [{ field: 'other', message: 'Enter the reference of the other case' }];
      const faults = other.trim() === '' ? missing : done.faults;
      return await showCase(context, found.reference, { faults, typed: { relation, other } });
    },
  }),
  deskRoute({
    method: 'post',
    path: '/desk/cases/:reference/links/:linkId/remove',
    permission: 'cases.work',
    params: ByReference.extend({ linkId: uuidField }),
    body: z.strictObject({}),
    handle: async (context) => {
      const found = await caseAt(context);
      await context.run(unlinkCases, { caseId: found.id, linkId: context.params.linkId });
      return redirect(caseHref(found), { say: 'Link removed' });
    },
  }),
];
