import {
  adapterApiVersion,
  defineAdapter,
  type AdapterCheck,
  type LineOfBusinessInstance,
} from '@moothall/adapter-sdk';
import { folders, type FileStore, type WithStore } from './file-store.js';
import { folderStore } from './folder-store.js';
import { isUnderWay, pageOf, readAgain, readCursor, readNew } from './incoming.js';
import { entryOfCase, entryOfWord, putToWaiting, sendWaiting, type Entry } from './outgoing.js';
import { isAnswerFile, isHalf } from './read-answers.js';
import { isDue, londonTime } from './schedule.js';
import { Secrets, Settings } from './settings.js';
import { overSftp } from './sftp-store.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Of one round. */
const removedAtOnce = 200;
/** Of one check. */
const readAtMost = 5;

/** Any system that reads and writes files: cases out, acknowledgements, refusals and statuses in. */
export const adapter = defineAdapter({
  kind: 'line-of-business',
  name: 'Files exchange',
  apiVersion: adapterApiVersion,
  settings: Settings,
  secrets: Secrets,
  supports: { update: true, cancel: true, changes: true },
  hosts: ({ sftp }) => (sftp === undefined ? [] : [`${sftp.host}:${sftp.port}`]),
  create: (context): LineOfBusinessInstance => {
    const { settings, now, log } = context;
    const { sftp } = settings;
    const within: WithStore = (work) =>
      sftp === undefined ? work(folderStore(settings.folder)) : overSftp(context, sftp, work);
    /** With the folders that the exchange needs: they are made when the first is missing. */
    const ready: WithStore = (work) =>
      within(async (store) => {
        try {
          return await work(store);
        } catch (error) {
          if (!isNotFound(error) || (await store.has(folders.sent))) throw error;
          for (const folder of Object.values(folders)) await store.makeFolder(folder);
          return await work(store);
        }
      });
    const put = (entry: Entry): Promise<void> => ready((store) => putToWaiting(store, entry));
    return {
      check: () => within((store) => check(store, now())),
      create: async (one) => {
        await put(entryOfCase(settings, one));
        // Both sides know it by what people quote; what they call it comes with the acknowledgement.
        return { reference: one.reference };
      },
      update: async (word) => {
        await put(entryOfWord(word));
        return { reference: null };
      },
      cancel: async (one) => {
        await put(entryOfWord(one));
        return { reference: null };
      },
      changesSince: async (text) => {
        const cursor = readCursor(text);
        if (cursor.again !== null) return await ready((store) => readAgain(store, settings, cursor));
        if (isUnderWay(cursor)) return await ready((store) => readNew(store, settings, cursor));
        if (!isDue(settings.schedule, cursor.roundAt, now())) return pageOf([], cursor, false);
        return await ready(async (store) => {
          await sendWaiting(store, settings);
          if (!isSameDay(cursor.roundAt, now())) await removeOld(store, now() - settings.keepDays * dayMs);
          const page = await readNew(store, settings, { ...cursor, roundAt: now() });
          log.info({ count: page.changes.length }, 'a round of the exchange was made');
          return page;
        });
      },
    };
  },
});

function isNotFound(error: unknown): boolean {
  return (error as { code?: unknown }).code === 'not_found';
}

function isSameDay(before: number | null, now: number): boolean {
  return before !== null && londonTime(before).day === londonTime(now).day;
}

async function removeOld(store: FileStore, before: number): Promise<void> {
  for (const folder of [folders.sent, folders.done]) {
    const old = (await store.list(folder)).filter(({ changedAt }) => changedAt < before);
    for (const { name } of old.slice(0, removedAtOnce)) await store.remove(`${folder}/${name}`);
  }
}

/** Whether the folder is there, and whether files of the other system's wait for somebody. */
async function check(store: FileStore, now: number): Promise<AdapterCheck> {
  await store.list('.');
  const files = async (folder: string) => ((await store.has(folder)) ? await store.list(folder) : []);
  const rejected = (await files(folders.rejected)).filter(({ name }) => !name.endsWith('.reasons.txt'));
  if (rejected.length > 0)
    return {
      ...{ ok: false, code: 'unreadable_answer' },
      detail: `Files in rejected: ${rejected.length}. Have them corrected by what their reasons say and put into in, then remove them.`,
    };
  const old = (await files(folders.in)).filter(({ name, changedAt }) => isAnswerFile(name) && changedAt < now - hourMs);
  for (const { name } of old.slice(0, readAtMost))
    if (isHalf(await store.read(`${folders.in}/${name}`)))
      return {
        ...{ ok: false, code: 'unreadable_answer' },
        detail:
          'A file in the folder in has had no last line for an hour. Ask whoever runs the other system whether it was cut off.',
      };
  return { ok: true };
}
