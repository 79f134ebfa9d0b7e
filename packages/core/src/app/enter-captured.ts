import { z } from 'zod';
import { enterEarlierEntries } from '../audit/index.js';
import {
  asideName,
  captureContact,
  capturedFolder,
  contactsIn,
  removeRefused,
  type CapturedContact,
} from '../interactions/index.js';
import { systemActor } from '../kernel/actor.js';
import type { Instant } from '../kernel/clock.js';
import { runCommand } from '../kernel/command.js';
import { isConstraint } from '../kernel/db/storage-errors.js';
import { AppError } from '../kernel/errors.js';
import type { Kernel } from '../kernel/kernel.js';
import { keepAside, listKeptFiles, markAllWaiting, markEntered, readKeptLines } from '../kernel/kept-lines.js';

const actor = systemActor('enters contacts that were taken while Moothall was being upgraded');

const value = z.union([z.string(), z.number(), z.null()]);
const AuditLine = z.object({
  audit: z.object({
    table: z.enum(['audit_entries', 'audit_values']),
    columns: z.array(z.string()),
    rows: z.array(z.array(value)),
  }),
});

/**
 * Enters what was kept in files while the desk stood in: contacts, and what the audit must know. Each once, however often
 * it is cut off and run again. What can never be entered is put aside, and stands in nobody's way. Answers how many
 * contacts are new, and how many were put aside.
 */
export async function enterCaptured(kernel: Kernel): Promise<{ contacts: number; refused: number }> {
  const files = await listKeptFiles(capturedFolder(kernel.config));
  const lines = (await Promise.all(files.map(readKeptLines))).flat();
  const { contacts, unreadable } = contactsIn(lines);
  const refused = unreadable.map((contact, index): Refused => ({
    ...{ name: `unreadable-${index}`, contact, says: 'This version can’t read it.' },
  }));
  let entered = 0;
  for (const contact of contacts) {
    const done = await enter(kernel, contact);
    const { id, takenBy } = contact;
    if (done === 'new') entered += 1;
    if (typeof done === 'object') refused.push({ name: asideName(id, takenBy.staffId), contact, ...done });
    else await removeRefused(kernel, id, takenBy.staffId);
  }
  const audit = lines.map((line) => AuditLine.safeParse(line).data?.audit).filter((each) => each !== undefined);
  await enterEarlierEntries(kernel, audit);
  const [first] = files;
  if (first !== undefined) for (const { name, ...line } of refused) await keepAside(first, name, line);
  for (const file of files) await markEntered(file);
  return { contacts: entered, refused: refused.length };
}

interface Refused {
  readonly name: string;
  readonly contact: unknown;
  readonly says: string;
}

/** @throws what may be otherwise when it is tried again: a database that is away or full */
async function enter(kernel: Kernel, contact: CapturedContact): Promise<'new' | 'known' | { says: string }> {
  try {
    const { isNew } = await runCommand(kernel, actor, captureContact, contact);
    return isNew ? 'new' : 'known';
  } catch (error) {
    const isFinal = error instanceof AppError ? error.status < 500 : isConstraint(error);
    if (!isFinal) throw error;
    kernel.log.error({ err: error }, 'a contact could not be entered');
    if (!(error instanceof AppError)) return { says: 'Something that it names is gone.' };
    return { says: [error.message, ...error.faults.map(({ message }) => `${message}.`)].join(' ') };
  }
}

/** After the database went back to how it was before: what was entered since is gone, and is entered again. */
export async function enterCapturedAgain({ config }: Pick<Kernel, 'config'>, since: Instant): Promise<void> {
  await markAllWaiting(capturedFolder(config), since);
}
