import { z } from 'zod';
import { uuidField } from '../../kernel/input.js';
import { apiRoute, json, type Route } from '../../kernel/route.js';
import { LinkShape } from '../api-shapes.js';
import { byId, tag } from '../api.js';
import { joinCase } from '../commands/join-case.js';
import { linkCases, unlinkCases } from '../commands/link-cases.js';
import { getCasePage } from '../page/page-queries.js';

const path = '/api/v1/cases/:id/links';
const Made = z.object({ id: z.string() });

export const linkApiRoutes: readonly Route[] = [
  apiRoute({
    method: 'get',
    path,
    permission: 'cases.read',
    params: byId,
    api: {
      summary: 'Cases that a case is linked to',
      tag,
      output: z.object({ items: z.array(LinkShape), nextCursor: z.null() }),
    },
    handle: async (context) => {
      const { links } = await context.read(getCasePage, context.params);
      return json({ items: links, nextCursor: null });
    },
  }),
  apiRoute({
    method: 'post',
    path,
    permission: 'cases.work',
    params: byId,
    body: linkCases.input.omit({ caseId: true }),
    api: { summary: 'Link a case to another by its reference', tag, status: 201, output: Made },
    handle: async (context) =>
      json(await context.run(linkCases, { ...context.body, caseId: context.params.id }), { status: 201 }),
  }),
  apiRoute({
    method: 'delete',
    path: `${path}/:linkId`,
    permission: 'cases.work',
    params: byId.extend({ linkId: uuidField }),
    api: { summary: 'Take a link away', tag, output: Made },
    handle: async (context) => {
      const { id: caseId, linkId } = context.params;
      return json(await context.run(unlinkCases, { caseId, linkId }));
    },
  }),
  apiRoute({
    method: 'post',
    path: '/api/v1/cases/:id/subscribers',
    permission: 'cases.log',
    params: byId,
    body: joinCase.input.omit({ caseId: true }),
    api: {
      summary: 'Add a customer who reports the same thing, in place of another case',
      tag,
      status: 201,
      output: Made.extend({ reference: z.string() }),
    },
    handle: async (context) =>
      json(await context.run(joinCase, { ...context.body, caseId: context.params.id }), { status: 201 }),
  }),
];
