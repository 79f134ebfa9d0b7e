import { z } from 'zod';
import { enterEarlierEntries } from '../audit/index.js';
import { captureContact, capturedFolder, contactIn } from '../interactions/index.js';
import { systemActor } from '../kernel/actor.js';
import { runCommand } from '../kernel/command.js';
import type { Kernel } from '../kernel/kernel.js';
import { listKeptFiles, markAllWaiting, markEntered, readKeptLines } from '../kernel/kept-lines.js';

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
 * it is cut off and run again. Answers how many contacts are new.
 */
export async function enterCaptured(kernel: Kernel): Promise<number> {
  let entered = 0;
  for (const file of await listKeptFiles(capturedFolder(kernel.config))) {
    const lines = await readKeptLines(file);
    for (const contact of lines.flatMap(contactIn)) {
      const { isNew } = await runCommand(kernel, actor, captureContact, contact);
      if (isNew) entered += 1;
    }
    const audit = lines.map((line) => AuditLine.safeParse(line).data?.audit).filter((each) => each !== undefined);
    await enterEarlierEntries(kernel, audit);
    await markEntered(file);
  }
  return entered;
}

/** After the database went back to how it was before: what was entered since is gone, and is entered again. */
export async function enterCapturedAgain({ config }: Pick<Kernel, 'config'>): Promise<void> {
  await markAllWaiting(capturedFolder(config));
}
