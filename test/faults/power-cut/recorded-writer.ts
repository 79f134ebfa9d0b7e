// A process that writes, and notes each acknowledged write in a file beside the database. Run by power-cut.test.ts:
//   node recorded-writer.js product <instance> <person> <authority> <writes>
//   node recorded-writer.js careless <file> <writes>
import { openSync, writeSync } from 'node:fs';
import path from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { closeKernel, openKernel } from '#core/app/compose.js';
import { startInteraction } from '#core/interactions/index.js';
import type { StaffActor } from '#core/kernel/actor.js';
import { systemClock } from '#core/kernel/clock.js';
import { runCommand } from '#core/kernel/command.js';
import { readConfig } from '#core/kernel/config.js';

/** As many as this wait for one commit, like the requests of a busy desk. */
const atOnce = 3;

async function writeAsTheProductDoes(directory: string, personId: string, authority: string, writes: number) {
  const config = readConfig(directory, {});
  const kernel = await openKernel(config, systemClock());
  const acknowledge = openAcknowledgements(config.data);
  const grants = new Map([['interactions.handle', [{ authorityId: Number(authority) }]]]);
  const actor: StaffActor = { kind: 'staff', staffId: personId, name: 'Priya Nair', via: 'session', grants };
  for (let done = 0; done < writes; done += atOnce) {
    const group = Array.from({ length: atOnce }, async () => {
      const { id } = await runCommand(kernel, actor, startInteraction, { channel: 'telephone' });
      acknowledge(id);
    });
    await Promise.all(group);
  }
  await closeKernel(kernel);
}

/** What a program does that trusts the driver's default: a write-ahead log that is not flushed with each commit. */
function writeCarelessly(file: string, writes: number): void {
  const database = new BetterSqlite(file);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = NORMAL');
  const acknowledge = openAcknowledgements(path.dirname(file));
  const insert = database.prepare('insert into things (id, filling) values (?, ?)');
  for (let done = 0; done < writes; done += 1) {
    insert.run(`thing-${done}`, 'x'.repeat(900));
    acknowledge(`thing-${done}`);
  }
}

function openAcknowledgements(folder: string): (id: string) => void {
  const file = openSync(path.join(folder, 'acknowledged'), 'a');
  return (id) => void writeSync(file, `${id}\n`);
}

const [manner = '', ...words] = process.argv.slice(2);
if (manner === 'careless') writeCarelessly(words[0] ?? '', Number(words[1]));
else await writeAsTheProductDoes(words[0] ?? '', words[1] ?? '', words[2] ?? '', Number(words[3]));
