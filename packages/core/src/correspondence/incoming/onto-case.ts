import { announceFile, fileAdder, insertFile, recordEvent, whoLooksAfter, type Case } from '../../cases/index.js';
import type { CommandContext } from '../../kernel/command.js';
import type { IncomingMail, MailFile } from './incoming-types.js';

/** Puts a mail on a case: its words, what was attached to it, and whoever has the case is told. */
export async function putOntoCase(
  context: CommandContext,
  mail: Pick<IncomingMail, 'id' | 'subject' | 'body' | 'leftOut'>,
  files: readonly MailFile[],
  found: Case,
): Promise<void> {
  const { authorityId, reference } = found;
  const body = [mail.subject, mail.body, mail.leftOut].filter(Boolean).join('\n\n');
  await recordEvent(context, found, { kind: 'mail', visibility: 'customer', body, data: { mailId: mail.id } });
  for (const file of files) {
    const fileId = await insertFile(fileAdder(context), found, file);
    await recordEvent(context, found, { kind: 'file', data: { fileId, name: file.name, done: 'added' } });
    await announceFile(context, found, fileId);
  }
  const payload = { reference, mailId: mail.id, tell: await whoLooksAfter(context.db, found) };
  await context.emit({ authorityId, topic: 'case.mail-arrived', subjectId: found.id, payload });
}
