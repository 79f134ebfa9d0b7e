import {
  AdapterError,
  answerLines,
  caseValues,
  mappedService,
  type Cancellation,
  type OutgoingCase,
  type OutgoingUpdate,
} from '@moothall/adapter-sdk';
import { z } from 'zod';
import { readCsv, writeCsv } from './csv.js';
import { folders, type FileStore } from './file-store.js';
import type { Settings } from './settings.js';

/** The columns of a file of cases. Those that the settings add follow. */
const ownColumns = [
  ...['action', 'id', 'reference', 'service', 'at', 'title', 'priority', 'address', 'uprn', 'lat', 'long'],
  ...['name', 'email', 'telephone', 'answers', 'text'],
] as const;
type Cells = Partial<Record<(typeof ownColumns)[number], string | null>>;

const Entry = z.object({ id: z.string(), at: z.number(), cells: z.record(z.string(), z.string().nullable()) });
/** One line of a file of cases, until it goes. */
export type Entry = z.output<typeof Entry>;

const isoTime = (at: number): string => new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z');

/** @throws AdapterError `refused` for a service that the settings don't map */
export function entryOfCase(settings: Settings, one: OutgoingCase): Entry {
  const { id, reference, title, priority, loggedAt, place, customer } = one;
  const added = Object.entries(settings.columns).map(
    ([name, from]) => [name, caseValues(from, one).join('; ')] as const,
  );
  const sent = settings.sends.map((field) => [field, customer[field]] as const);
  const cells: Cells = {
    ...{ action: 'create', id, reference, service: mappedService(settings.services, one.service) },
    ...{ at: isoTime(loggedAt), title, priority, address: place.text, uprn: place.uprn },
    ...{ lat: place.lat === null ? null : String(place.lat), long: place.long === null ? null : String(place.long) },
    answers: answerLines(one).join('\n'),
  };
  return { id, at: loggedAt, cells: { ...cells, ...Object.fromEntries([...sent, ...added]) } };
}

export function entryOfWord(word: OutgoingUpdate | Cancellation): Entry {
  const { id, theirReference: reference, at } = word;
  const [action, text] = 'kind' in word ? [word.kind, word.text] : ['cancel', word.reason];
  const cells: Cells = { action, id, reference, at: isoTime(at), text };
  return { id, at, cells };
}

const nameOf = ({ id }: Pick<Entry, 'id'>): string => {
  if (/^[\w-]{1,80}$/.test(id)) return `${id}.json`;
  throw new AdapterError('refused', 'Its id can be no name of a file.');
};

/** Has an entry go with the next file, once: what waits or went under its id stays as it is. */
export async function putToWaiting(store: FileStore, entry: Entry): Promise<void> {
  const name = nameOf(entry);
  // In this order: what waits is only ever moved on.
  if (await store.has(`${folders.waiting}/${name}`)) return;
  if (await store.has(`${folders.sent}/${name}`)) return;
  await store.write(`${folders.waiting}/${name}`, JSON.stringify(entry));
}

/** What the other system refuses may be sent once more. */
export async function forgetSent(store: FileStore, id: string): Promise<void> {
  await store.remove(`${folders.sent}/${nameOf({ id })}`);
}

/**
 * Puts what waits into one numbered file, and shows it to the other system. Killed between any two of its steps, the next
 * round goes on from there: nothing is left out, and nothing is in two files.
 */
export async function sendWaiting(store: FileStore, settings: Settings): Promise<void> {
  const before = await store.list(folders.waiting);
  for (const { name } of before.filter((file) => batchName.test(file.name))) await showBatch(store, name);
  const names = before.map(({ name }) => name).filter((name) => name.endsWith('.json'));
  const waiting = names.slice(0, settings.rowsAtMost);
  const entries = (await inTens(waiting, (name) => readEntry(store, name))).filter((entry) => entry !== undefined);
  if (entries.length === 0) return;
  const number = String((await lastNumber(store)) + 1).padStart(6, '0');
  const name = `cases-${number}.csv`;
  await store.write(`${folders.waiting}/${name}`, batchText(settings, number, entries));
  await showBatch(store, name);
}

const batchName = /^cases-(\d{6,})\.csv$/;
const markName = /^number-(\d{6,})$/;

async function readEntry(store: FileStore, name: string): Promise<Entry | undefined> {
  const path = `${folders.waiting}/${name}`;
  if (!(await store.has(path))) return undefined;
  return Entry.parse(JSON.parse(Buffer.from(await store.read(path)).toString('utf8')));
}

function batchText({ columns }: Settings, number: string, entries: readonly Entry[]): string {
  const names = [...ownColumns, ...Object.keys(columns)];
  const inOrder = entries.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  const lines = inOrder.map(({ cells }) => names.map((name) => cells[name] ?? ''));
  return writeCsv([names, ...lines, ['END', number, String(lines.length)]]);
}

/** From here on it is decided what the file holds; each step may be done again. */
async function showBatch(store: FileStore, name: string): Promise<void> {
  const path = `${folders.waiting}/${name}`;
  const lines = readCsv(Buffer.from(await store.read(path)).toString('utf8')).slice(1, -1);
  await inTens(lines, async ([, id = '']) => {
    const entry = nameOf({ id });
    if (await store.has(`${folders.waiting}/${entry}`))
      await store.move(`${folders.waiting}/${entry}`, `${folders.sent}/${entry}`);
  });
  const number = batchName.exec(name)?.[1] ?? '';
  const marks = (await store.list(folders.own)).filter((file) => markName.test(file.name));
  if (!marks.some((mark) => mark.name === `number-${number}`)) await store.write(`${folders.own}/number-${number}`, '');
  for (const mark of marks.filter((one) => one.name < `number-${number}`))
    await store.remove(`${folders.own}/${mark.name}`);
  await store.move(path, `${folders.out}/${name}`);
}

async function lastNumber(store: FileStore): Promise<number> {
  const marks = (await store.list(folders.own)).map(({ name }) => Number(markName.exec(name)?.[1] ?? 0));
  return Math.max(0, ...marks);
}

/** Over SFTP each step is a way there and back, and a round has half a minute. */
async function inTens<T, R>(list: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let from = 0; from < list.length; from += 10)
    results.push(...(await Promise.all(list.slice(from, from + 10).map(work))));
  return results;
}
