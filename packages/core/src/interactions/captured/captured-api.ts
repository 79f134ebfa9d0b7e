import { z } from 'zod';
import { uuidField } from '../../kernel/input.js';
import { apiRoute, json, type Route } from '../../kernel/route.js';
import { CapturedForm, writtenDown, type CapturedContact } from './captured-contact.js';
import { listCaptured } from './list-captured.js';
import { forgetRefused, listOwn, takeContact } from './take-contact.js';

const Captured = z.object({
  id: z.string(),
  authorityId: z.number(),
  channel: z.string(),
  adviserId: z.string().nullable(),
  adviserName: z.string().nullable(),
  state: z.enum(['kept', 'not-entered', 'open', 'finished']),
  takenAt: z.number(),
  name: z.string().nullable(),
  words: z.string().nullable(),
  /** Why it could not be entered. */
  fault: z.string().nullable(),
});
const tag = 'Interactions';

export const capturedApiRoutes: readonly Route[] = [
  apiRoute({
    method: 'get',
    path: '/api/v1/captured-contacts',
    permission: 'interactions.handle',
    api: {
      summary:
        'Contacts of the last fourteen days that were taken while Moothall was upgraded; kept and not entered: the token’s person’s own',
      tag,
      output: z.object({ items: z.array(Captured), nextCursor: z.null() }),
    },
    handle: async (context) => {
      const { waiting, refused } = await listOwn(context);
      const entered = await context.read(listCaptured, {});
      const items: z.output<typeof Captured>[] = [
        ...refused.map(({ contact, says }) => ({ ...shown(contact), state: 'not-entered' as const, fault: says })),
        ...waiting
          .filter(({ id }) => !entered.some((each) => each.id === id))
          .map((contact) => ({ ...shown(contact), state: 'kept' as const })),
      ];
      return json({ items: [...items, ...entered.map((each) => ({ ...each, fault: null }))], nextCursor: null });
    },
  }),
  apiRoute({
    method: 'post',
    path: '/api/v1/captured-contacts',
    permission: 'interactions.handle',
    whileStandingIn: true,
    body: CapturedForm.extend({ authorityId: z.number().int(), urgent: z.boolean().default(false) }),
    api: {
      summary:
        'Take a contact, while Moothall is upgraded too: 202, and it is entered afterwards. The same id sent twice is one',
      tag,
      status: [201, 200, 202],
      output: z.object({ id: z.string(), authorityId: z.number(), state: z.enum(['kept', 'entered', 'known']) }),
    },
    handle: async (context) => {
      const taken = await takeContact(context, context.body);
      if (taken.state === 'kept') return json(taken, { status: 202 });
      const headers = { Location: `/api/v1/interactions/${taken.id}` };
      return json(taken, { status: taken.state === 'entered' ? 201 : 200, headers });
    },
  }),
  apiRoute({
    method: 'post',
    path: '/api/v1/captured-contacts/done',
    permission: 'interactions.handle',
    body: z.strictObject({ id: uuidField }),
    api: {
      summary:
        'Say that you have dealt with a contact of yours that could not be entered: it is listed no more. removed: whether it was',
      tag,
      output: z.object({ id: z.string(), removed: z.boolean() }),
    },
    handle: async (context) => {
      return json({ id: context.body.id, removed: await forgetRefused(context, context.body.id) });
    },
  }),
];

function shown(contact: CapturedContact) {
  const { id, authorityId, channel, name = null, takenBy } = contact;
  const { staffId: adviserId, name: adviserName, at: takenAt } = takenBy;
  const words = writtenDown(contact).join('\n');
  return { id, authorityId, channel, name, adviserId, adviserName, takenAt, words, fault: null };
}
