import type { InboxInstance, IncomingMail } from '@moothall/adapter-sdk';
import { z } from 'zod';
import { askInstance } from '../../adapters/index.js';
import { storeUpload, withoutCards, type StoredUpload } from '../../cases/index.js';
import type { ConfiguredAdapter } from '../../kernel/adapters.js';
import { systemActor } from '../../kernel/actor.js';
import { MINUTE_MS } from '../../kernel/clock.js';
import { runCommand } from '../../kernel/command.js';
import { badInput, isError } from '../../kernel/errors.js';
import { defineJob } from '../../kernel/jobs.js';
import type { Kernel } from '../../kernel/kernel.js';
import { everyAuthority, type AuthorityId } from '../../kernel/scope.js';
import { recordOutcome } from '../commands/record-outcome.js';
import { messagesNamedIn } from '../reply-token.js';
import { findMessage } from '../repository.js';
import type { AsideReason } from './incoming-types.js';
import { cleanWords as clean } from './clean-words.js';
import { councilOf } from './council-of.js';
import { keepMail } from './keep-mail.js';
import { findMailCursor, isKept, keepMailCursor } from './mails-repository.js';

const actor = systemActor('reads the mail that came in');
const pagesAtOnce = 20;
const heldCard = 'What was written holds what looks like a card number, and is not kept. Read it in its mailbox.';

/** Reads every inbox each minute. */
export const readInboxes = defineJob({
  kind: 'correspondence.read-inboxes',
  payload: z.strictObject({}),
  everyMs: MINUTE_MS,
  leaseMs: 10 * MINUTE_MS,
  run: readAll,
});

/** Reads every inbox, each by itself; what one fails of keeps no other back. */
export async function readAll(kernel: Kernel): Promise<void> {
  const inboxes = kernel.adapters.list.filter(({ part }) => part.state === 'running' && part.kind === 'inbox');
  const rounds = await Promise.allSettled(inboxes.map((one) => readInbox(kernel, one)));
  for (const round of rounds) if (round.status === 'rejected') throw round.reason;
}

async function readInbox(kernel: Kernel, one: ConfiguredAdapter): Promise<void> {
  const authorityId = await councilOf(kernel, one);
  if (authorityId === undefined)
    return kernel.log.error({ adapter: one.name }, 'an inbox is one council’s: name it under authorities');
  for (let pages = 0; pages < pagesAtOnce; pages += 1) {
    const cursor = await findMailCursor(kernel.db.read(everyAuthority), one.name);
    const answer = await askInstance(kernel, one, async () => instanceOf(one)?.newMail(cursor));
    const page = answer?.value;
    if (page === undefined) return;
    for (const mail of page.mails) await keepOne(kernel, one.name, authorityId, mail);
    // Kept once all that came with it is: what is given again after a fault is known by its name.
    await kernel.db.write(everyAuthority, (db) => keepMailCursor(db, one.name, page.cursor, kernel.clock.now()));
    if (!page.hasMore) return;
  }
}

function instanceOf({ part }: ConfiguredAdapter): InboxInstance | undefined {
  // Its kind was looked at before.
  return part.state === 'running' ? (part.instance as InboxInstance) : undefined;
}

async function keepOne(kernel: Kernel, instance: string, authorityId: AuthorityId, mail: IncomingMail): Promise<void> {
  if (await isKept(kernel.db.read(everyAuthority), instance, mail.id)) return;
  const { key } = kernel.config.secrets;
  if (mail.returned) await takeReturned(kernel, authorityId, mail.returned);
  const aside = asideOf(key, mail);
  const [answersId = null] = messagesNamedIn(key, [...mail.answers, mail.subject].join(' '));
  const { files, refused } = aside === null ? await keepFiles(kernel, mail) : { files: [], refused: [] };
  const cut = mail.isCut ? ['The mail was too long to be taken whole. Read it in its mailbox.'] : [];
  const leftOut = [...refused, ...cut].join('\n').slice(0, 2000);
  await runCommand(kernel, actor, keepMail, {
    ...{ authorityId, instance, key: mail.id, receivedAt: mail.receivedAt },
    ...{
      fromName: oneLine(mail.from?.name ?? '', 200),
      fromAddress: (mail.from?.address ?? '').toLowerCase().slice(0, 254),
    },
    ...{
      subject: oneLine(withoutCards(mail.subject, heldCard), 300),
      body: withoutCards(clean(mail.text).slice(0, 100_000), heldCard),
    },
    ...{ leftOut: leftOut === '' ? null : leftOut, answersId, aside, files },
  });
}

/** A message came back: it is marked as not delivered, if it is this council's. */
async function takeReturned(
  kernel: Kernel,
  authorityId: AuthorityId,
  { outcome, text }: NonNullable<IncomingMail['returned']>,
): Promise<void> {
  const [id] = messagesNamedIn(kernel.config.secrets.key, text);
  const message = id === undefined ? undefined : await findMessage(kernel.db.read(everyAuthority), id);
  if (message?.authorityId === authorityId) await runCommand(kernel, actor, recordOutcome, { id: message.id, outcome });
}

function asideOf(key: string, mail: IncomingMail): AsideReason | null {
  if (mail.returned) return 'returned';
  if (messagesNamedIn(key, mail.messageId).length > 0) return 'our-own';
  return mail.isAutomatic || mail.from === null ? 'automatic' : null;
}

/** By the rules for files that people upload: kept, or left out with the reason. */
async function keepFiles(
  kernel: Kernel,
  { files: attached }: IncomingMail,
): Promise<{ files: StoredUpload[]; refused: string[] }> {
  const files: StoredUpload[] = [];
  const refused: string[] = [];
  for (const { name, bytes } of attached.slice(0, mostFiles))
    try {
      files.push(await storeUpload(kernel, { field: 'file', name, bytes: Buffer.from(bytes) }));
    } catch (error) {
      if (!isError(error, badInput.code)) throw error;
      refused.push(`Left out: ${oneLine(name, 120)}, which is empty, too large or of a kind that isn’t kept.`);
    }
  if (attached.length > mostFiles) refused.push(`Left out: ${attached.length - mostFiles} more files.`);
  return { files, refused };
}
const mostFiles = 20;

function oneLine(text: string, longest: number): string {
  return clean(text).replace(/\s+/g, ' ').trim().slice(0, longest);
}
