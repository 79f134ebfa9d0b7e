import { z } from 'zod';
import { ifMatch } from '../../cases/index.js';
import { uuidField } from '../../kernel/input.js';
import { apiRoute, json, type Route } from '../../kernel/route.js';
import { asideReasons, incomingChannels, mailStates } from './incoming-types.js';
import { getMail, listMail } from './mail-queries.js';
import { dealWithMail, placeMail } from './settle-mail.js';

const tag = 'Correspondence';
const byMail = z.strictObject({ mailId: uuidField });

const MailShape = z.object({
  id: z.string(),
  authorityId: z.number(),
  channel: z.enum(incomingChannels),
  receivedAt: z.number(),
  fromName: z.string(),
  fromAddress: z.string(),
  subject: z.string(),
  body: z.string(),
  leftOut: z.string().nullable(),
  state: z.enum(mailStates),
  aside: z.enum(asideReasons).nullable(),
  caseId: z.string().nullable(),
  reference: z.string().nullable(),
  interactionId: z.string().nullable(),
  customerId: z.string().nullable(),
  restricted: z.enum(['customer', 'case']).nullable(),
  isKeptBack: z.boolean(),
  settledAt: z.number().nullable(),
  settledByName: z.string().nullable(),
  note: z.string().nullable(),
  version: z.number(),
});
const FileShape = z.object({ name: z.string(), digest: z.string(), mediaType: z.string(), sizeBytes: z.number() });

const listRoute = apiRoute({
  method: 'get',
  path: '/api/v1/mail',
  permission: 'correspondence.read',
  query: listMail.input,
  api: {
    summary: 'Mail and text messages that came in by what became of them, the latest first',
    tag,
    output: z.object({ items: z.array(MailShape), nextCursor: z.string().nullable(), waiting: z.number() }),
  },
  handle: async (context) => json(await context.read(listMail, context.query)),
});

const getRoute = apiRoute({
  method: 'get',
  path: '/api/v1/mail/:mailId',
  permission: 'correspondence.read',
  params: byMail,
  api: { summary: 'A mail or text message that came in', tag, output: MailShape.extend({ files: z.array(FileShape) }) },
  handle: async (context) => {
    const mail = await context.read(getMail, { id: context.params.mailId });
    return json(mail, { version: mail.version });
  },
});

const settleRoute = apiRoute({
  method: 'patch',
  path: '/api/v1/mail/:mailId',
  permission: 'correspondence.send',
  params: byMail,
  body: z.discriminatedUnion('does', [
    z.strictObject({ does: z.literal('place'), reference: placeMail.input.shape.reference }),
    z.strictObject({ does: z.literal('deal'), note: dealWithMail.input.shape.note }),
  ]),
  api: {
    summary: 'Put a mail on a case by its reference, or say how it was dealt with; If-Match names its version',
    tag,
    output: placeMail.output,
  },
  handle: async (context) => {
    const { mailId: id } = context.params;
    const { body } = context;
    const settled = await ifMatch(context, (expectedVersion) =>
      body.does === 'place'
        ? context.run(placeMail, { id, expectedVersion, reference: body.reference })
        : context.run(dealWithMail, { id, expectedVersion, note: body.note }),
    );
    return json(settled, { version: settled.version });
  },
});

export const mailApiRoutes: readonly Route[] = [listRoute, getRoute, settleRoute];
