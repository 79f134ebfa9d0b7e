// Loaded before a process's own code (node --import). Kills the process before the statement or file that it is told:
//   MOOTHALL_TEST_KILL_BEFORE=120 node --import ./kill-before.js …
// Counts what writes: statements, the begin and commit of transactions, files that are written, renamed, linked or removed.
// A process that comes to its end prints the count to standard error: "writes 342".
import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import BetterSqlite from 'better-sqlite3';
import pg from 'pg';

const killBefore = Number(process.env['MOOTHALL_TEST_KILL_BEFORE'] ?? Infinity);
let counted = 0;

function count(): void {
  if (counted === killBefore) process.kill(process.pid, 'SIGKILL');
  counted += 1;
}

type Method = (this: unknown, ...words: unknown[]) => unknown;

/** Calls `before` with the words of each call of a method. */
function watch(owner: object, name: string, before: (...words: unknown[]) => void): void {
  const own = owner as Record<string, Method>;
  const original = own[name];
  if (!original) throw new Error(`there is no ${name} to watch`);
  own[name] = function (...words) {
    before(...words);
    return original.apply(this, words);
  };
}

const writes = /^\s*(begin|commit|insert|update|delete)\b/i;
const countWrites = (statement: unknown): void => {
  const text = typeof statement === 'string' ? statement : (statement as { text?: string } | undefined)?.text;
  if (text !== undefined && writes.test(text)) count();
};

const sample = new BetterSqlite(':memory:');
watch(Object.getPrototypeOf(sample.prepare('select 1')) as object, 'run', count);
watch(BetterSqlite.prototype, 'exec', countWrites);
sample.close();
watch(pg.Client.prototype, 'query', countWrites);
for (const change of ['writeFile', 'rename', 'link', 'rm']) watch(fs, change, count);
syncBuiltinESMExports();

process.once('exit', () => process.stderr.write(`writes ${counted}\n`));
