import { z } from 'zod';
import { caseToChange, findCaseByReference, parseCaseReference } from '../../cases/index.js';
import { nameCase } from '../../interactions/index.js';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { badInput, notAllowed, notFound, staleVersion } from '../../kernel/errors.js';
import { line, uuidField, versionField } from '../../kernel/input.js';
import { correspondenceErrors } from '../correspondence-errors.js';
import { mailStates, type IncomingMail } from './incoming-types.js';
import { findMail, listMailFiles, updateMail } from './mails-repository.js';
import { putOntoCase } from './onto-case.js';

const About = z.strictObject({ id: uuidField, expectedVersion: versionField });
const Settled = z.object({ id: z.string(), state: z.enum(mailStates), version: z.number() });

/**
 * Puts a mail that nobody could place on a case of its council, with what was attached to it.
 * @throws not_found; stale_version; mail_settled; bad_input on `reference`; case_reason_needed
 */
export const placeMail = defineCommand({
  name: 'correspondence.place-mail',
  permission: 'correspondence.send',
  input: About.extend({ reference: line(100, 'the case’s reference') }),
  output: Settled,
  run: async (context, { reference: typed, ...about }) => {
    const mail = await mailToSettle(context, about);
    const reference = parseCaseReference(typed);
    const named = reference === undefined ? undefined : await findCaseByReference(context.db, reference);
    if (named?.authorityId !== mail.authorityId)
      throw badInput({ faults: [{ field: 'reference', message: 'Enter the reference of a case of this council' }] });
    const found = await caseToChange(context, named.id);
    const { version } = await settle(context, mail, { state: 'placed', note: null, caseId: found.id });
    if (mail.interactionId !== null) await nameCase(context.db, mail.interactionId, found.id);
    await putOntoCase(context, mail, await listMailFiles(context.db, mail.id), found);
    return { id: mail.id, state: 'placed' as const, version };
  },
});

/** Says that somebody saw to a mail that is on no case, and what they did. @throws not_found; stale_version; mail_settled */
export const dealWithMail = defineCommand({
  name: 'correspondence.deal-with-mail',
  permission: 'correspondence.send',
  input: About.extend({ note: line(500, 'what you did') }),
  output: Settled,
  run: async (context, { note, ...about }) => {
    const mail = await mailToSettle(context, about);
    if (note === '') throw badInput({ faults: [{ field: 'note', message: 'Say what you did about it' }] });
    const { version } = await settle(context, mail, { state: 'dealt-with', note });
    return { id: mail.id, state: 'dealt-with' as const, version };
  },
});

async function mailToSettle(
  context: CommandContext,
  { id, expectedVersion }: z.output<typeof About>,
): Promise<IncomingMail> {
  const mail = await findMail(context.db, id);
  if (!mail) throw notFound();
  if (mail.version !== expectedVersion) throw staleVersion({ facts: { version: mail.version } });
  if (mail.state !== 'waiting' && mail.state !== 'set-aside') throw correspondenceErrors.mailSettled();
  return mail;
}

async function settle(
  context: CommandContext,
  mail: IncomingMail,
  changes: { readonly state: 'placed' | 'dealt-with'; readonly note: string | null; readonly caseId?: string },
): Promise<{ version: number }> {
  const { actor, now, db } = context;
  if (actor.kind !== 'staff') throw notAllowed();
  const settled = { ...changes, settledAt: now, settledByName: actor.name };
  if (!(await updateMail(db, mail, settled))) throw staleVersion();
  const details = { from: mail.state, to: changes.state, caseId: changes.caseId ?? null };
  await context.audit({ authorityId: mail.authorityId, subject: { kind: 'mail', id: mail.id }, details });
  return { version: mail.version + 1 };
}
