import { z } from 'zod';
import { findCase, keepStoredFile, StoredUpload, type Case } from '../../cases/index.js';
import { findByEmail, findByTelephone } from '../../customers/index.js';
import { insertPastInteractions } from '../../interactions/index.js';
import { HOUR_MS } from '../../kernel/clock.js';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { uuidField } from '../../kernel/input.js';
import { findMessage } from '../repository.js';
import { asideReasons, incomingChannels, type AsideReason } from './incoming-types.js';
import { countFrom, insertMail, insertMailFile } from './mails-repository.js';
import { putOntoCase } from './onto-case.js';

/** More in an hour from one address is a machine, whatever it says of itself. */
export const mostAnHour = 20;

const KeepMail = z.strictObject({
  authorityId: z.number().int(),
  instance: z.string().min(1).max(100),
  key: z.string().min(1).max(200),
  channel: z.enum(incomingChannels).default('email'),
  receivedAt: z.number().int(),
  fromName: z.string().max(200),
  fromAddress: z.string().max(254),
  subject: z.string().max(300),
  body: z.string().max(100_000),
  leftOut: z.string().max(2000).nullable(),
  /** Our message that it answers, by its token. */
  answersId: uuidField.nullable(),
  aside: z.enum(asideReasons).nullable(),
  files: z.array(StoredUpload).max(50),
});
type KeepMail = z.output<typeof KeepMail>;

/**
 * Keeps a mail or text message that came in, once however often it is given: as a contact of the customer whose address or
 * number it is, if that is one customer's alone, and on the case of the message that it answers. What no token places waits
 * for somebody.
 */
export const keepMail = defineCommand({
  name: 'correspondence.keep-mail',
  permission: 'correspondence.send',
  input: KeepMail,
  output: z.object({ id: z.string() }),
  run: async (context, mail) => {
    const { db, now, newId } = context;
    const { authorityId, files, leftOut } = mail;
    const id = newId();
    const aside = mail.aside ?? (await tooMany(context, mail));
    const found = aside === null ? await caseOf(context, mail) : undefined;
    const interactionId = aside === null ? await keepContact(context, mail, found) : null;
    const state = aside !== null ? 'set-aside' : found ? 'placed' : 'waiting';
    const { channel, instance, key, receivedAt, fromName, fromAddress, subject, body } = mail;
    const isNew = await insertMail(db, {
      ...{
        id,
        authorityId,
        channel,
        instance,
        key,
        receivedAt,
        keptAt: now,
        fromName,
        fromAddress,
        subject,
        body,
        leftOut,
      },
      ...{ state, aside, caseId: found?.id ?? null, interactionId },
    });
    if (!isNew) throw new Error('The mail is kept already');
    for (const file of files) {
      const fileId = await keepStoredFile({ db, now, newId }, authorityId, file);
      await insertMailFile(db, { id: newId(), authorityId, mailId: id, fileId, name: file.name });
    }
    const details = { instance, channel, state, aside, caseId: found?.id ?? null };
    await context.audit({ authorityId, subject: { kind: 'mail', id }, details });
    if (found) await putOntoCase(context, { id, subject, body, leftOut }, files, found);
    return { id };
  },
});

async function tooMany(context: CommandContext, mail: KeepMail): Promise<AsideReason | null> {
  const { authorityId: authority, fromAddress: address } = mail;
  const before = await countFrom(context.db, { authority, address, since: context.now - HOUR_MS });
  return before >= mostAnHour ? 'too-many' : null;
}

/** The case of our message that it answers, in the council whose inbox it came to. */
async function caseOf({ db }: CommandContext, { answersId, authorityId }: KeepMail): Promise<Case | undefined> {
  const message = answersId === null ? undefined : await findMessage(db, answersId);
  const found = message?.caseId ? await findCase(db, message.caseId) : undefined;
  return found?.authorityId === authorityId ? found : undefined;
}

async function keepContact(
  { db, now, newId }: CommandContext,
  { authorityId, channel, fromName, fromAddress, receivedAt }: KeepMail,
  found: Case | undefined,
): Promise<string> {
  const id = newId();
  const find = channel === 'text' ? findByTelephone : findByEmail;
  const customers = fromAddress === '' ? [] : await find(db, authorityId, fromAddress);
  const [only] = customers;
  const participant = {
    ...(fromName === '' ? {} : { name: fromName }),
    ...(fromAddress === '' ? {} : { [channel === 'text' ? 'telephone' : 'email']: fromAddress }),
  };
  await insertPastInteractions(db, [
    {
      ...{ id, authorityId, channel, lineId: null, caller: null, callId: null, adviserId: null },
      ...{ startedAt: Math.min(receivedAt, now), endedAt: now, participant, placeId: null },
      customerId: only && customers.length === 1 ? only.id : null,
      ...{ aboutCaseId: found?.id ?? null, identityLevel: 'none', avoidable: null, notes: null },
      ...{ enquiries: [], identityChecks: [] },
    },
  ]);
  return id;
}
