import { FileFault, type CaseChange, type ChangesPage } from '@moothall/adapter-sdk';
import { z } from 'zod';
import { folders, freePath, type FileStore, type StoredFile } from './file-store.js';
import { forgetSent } from './outgoing.js';
import { isAnswerFile, readAnswers, type Answers } from './read-answers.js';
import type { Settings } from './settings.js';

/** How many changes are told at once. */
const changesAtOnce = 200;
const bytesAtMost = 8_388_608;

/** How far the exchange is. Files that were told of are put away once Moothall says so by giving this back. */
const Cursor = z.object({
  /** When the last round began. Whole milliseconds since 1970, UTC. */
  roundAt: z.number().int().nullable(),
  /** Of what was read before this exchange began here: it is read again up to this name. Null: all of it was. */
  again: z.string().nullable(),
  /** Files that were told whole. */
  told: z.array(z.string()),
  /** The file that was told up to a line. */
  part: z.object({ name: z.string(), row: z.number().int() }).nullable(),
});
export type Cursor = z.output<typeof Cursor>;

/** Without a cursor, what lies in `done` is told once more: Moothall knows what it has. */
export function readCursor(text: string | null): Cursor {
  const parsed = text === null ? undefined : Cursor.safeParse(asJson(text));
  return parsed?.success === true ? parsed.data : { roundAt: null, again: '', told: [], part: null };
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

export const pageOf = (changes: readonly CaseChange[], cursor: Cursor, hasMore: boolean): ChangesPage => ({
  ...{ changes, cursor: JSON.stringify(cursor), hasMore },
});

/** Whether files are half read, or read and not put away. */
export const isUnderWay = ({ told, part }: Cursor): boolean => told.length > 0 || part !== null;

/** Tells again what was read before. */
export async function readAgain(store: FileStore, settings: Settings, cursor: Cursor): Promise<ChangesPage> {
  const names = (await store.list(folders.done))
    .map(({ name }) => name)
    .filter((name) => /^(acknowledged|refused|status)-/.test(name));
  const changes: CaseChange[] = [];
  let again = cursor.again;
  for (const name of names.filter((one) => one > (cursor.again ?? ''))) {
    if (changes.length >= changesAtOnce) return pageOf(changes, { ...cursor, again }, true);
    const answers = readAnswers(settings, name, await store.read(`${folders.done}/${name}`));
    if (answers.is === 'whole') changes.push(...answers.changes);
    again = name;
  }
  return pageOf(changes, { ...cursor, again: null }, true);
}

/** Puts away what was told, and reads on. */
export async function readNew(store: FileStore, settings: Settings, cursor: Cursor): Promise<ChangesPage> {
  const here = (await store.list(folders.in)).filter(({ name }) => isAnswerFile(name));
  for (const { name } of here.filter((file) => cursor.told.includes(file.name)))
    await store.move(`${folders.in}/${name}`, await freePath(store, folders.done, name));
  const changes: CaseChange[] = [];
  const told: string[] = [];
  for (const file of here.filter(({ name }) => !cursor.told.includes(name))) {
    const answers = await readOne(store, settings, file);
    if (answers === undefined || answers.is === 'half') continue;
    const from = cursor.part?.name === file.name ? cursor.part.row : 0;
    const room = changesAtOnce - changes.length;
    const page = answers.changes.slice(from, from + room);
    for (const { refuses } of page) if (refuses) await forgetSent(store, refuses.id);
    changes.push(...page);
    const row = from + page.length;
    if (row < answers.changes.length) return pageOf(changes, { ...cursor, told, part: { name: file.name, row } }, true);
    told.push(file.name);
    if (changes.length >= changesAtOnce) break;
  }
  return pageOf(changes, { ...cursor, told, part: null }, told.length > 0);
}

/** Undefined: it can't be read, and was put where the other system finds why. */
async function readOne(
  store: FileStore,
  settings: Settings,
  { name, bytes }: StoredFile,
): Promise<Answers | undefined> {
  const path = `${folders.in}/${name}`;
  try {
    if (bytes > bytesAtMost) throw new FileFault('Write files of at most 8 megabytes.');
    return readAnswers(settings, name, await store.read(path));
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    const free = await freePath(store, folders.rejected, name);
    await store.write(`${free}.reasons.txt`, `${error.message}\n`);
    await store.move(path, free);
    return undefined;
  }
}
