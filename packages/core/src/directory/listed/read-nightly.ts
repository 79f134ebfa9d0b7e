import { z } from 'zod';
import { listAuthorities } from '../../authorities/index.js';
import { systemActor } from '../../kernel/actor.js';
import { HOUR_MS, MINUTE_MS, type Instant } from '../../kernel/clock.js';
import { runCommand } from '../../kernel/command.js';
import { defineJob } from '../../kernel/jobs.js';
import type { Kernel } from '../../kernel/kernel.js';
import { toLocal } from '../../kernel/london-time.js';
import { everyAuthority } from '../../kernel/scope.js';
import { followListed } from './follow-listed.js';
import { listedCsv } from './listed-csv.js';
import { listedDirectories, type ListedDirectory } from './listed-directories.js';
import { listReadings, saveReading } from './readings-repository.js';

/** After the day's last change of staff, and before the backup. */
const fromMinute = 60;
const actor = systemActor('follows what a council’s directory lists');

/** Reads each night who works at the councils whose directories are connected. One that can't be read is tried each hour. */
export const readDirectories = defineJob({
  kind: 'directory.read-directories',
  payload: z.strictObject({}),
  everyMs: HOUR_MS,
  leaseMs: 10 * MINUTE_MS,
  run: async (kernel) => {
    const directories = listedDirectories(kernel);
    if (directories.length === 0) return;
    const now = kernel.clock.now();
    const last = await listReadings(kernel.db.read(everyAuthority));
    for (const one of directories) {
      const before = last.find(({ authorityId }) => authorityId === one.authorityId);
      if (isDue(now, before?.outcome === 'failed' ? undefined : before?.readAt)) await readNow(kernel, one);
    }
  },
});

/** Once a day, from one o'clock in the night on. */
function isDue(now: Instant, readAt: Instant | undefined): boolean {
  const { on, minuteOfDay } = toLocal(now);
  return minuteOfDay >= fromMinute && (readAt === undefined || toLocal(readAt).on < on);
}

async function readNow(kernel: Kernel, { name: connection, authorityId, list }: ListedDirectory): Promise<void> {
  const asked = await list();
  const slug = (await listAuthorities(kernel)).find(({ id }) => id === authorityId)?.slug;
  if (slug === undefined) return;
  if (asked.ok) {
    const { people, leftOut, shared = [] } = asked.value;
    await runCommand(kernel, actor, followListed, {
      authorityId,
      connection,
      content: listedCsv(people, slug),
      leftOut,
      shared: [...shared],
    });
    return;
  }
  const none = { added: 0, changed: 0, gone: 0, refused: 0, leftOut: 0 };
  const { words } = asked;
  const reading = { authorityId, connection, readAt: kernel.clock.now(), outcome: 'failed', words, ...none } as const;
  await kernel.db.write({ authorityIds: [authorityId], grants: [] }, (db) => saveReading(db, reading));
}
