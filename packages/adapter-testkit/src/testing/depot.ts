import {
  adapterApiVersion,
  AdapterError,
  defineAdapter,
  errorFromStatus,
  readJson,
  type LineOfBusinessInstance,
} from '@moothall/adapter-sdk';
import { z } from 'zod';
import { startFarEnd, type FarEnd } from '../far-end.js';

const Taken = z.object({ reference: z.string() });
const Told = z.object({
  items: z.array(
    z.object({ number: z.number(), job: z.string(), at: z.number(), word: z.string(), photo: z.boolean() }),
  ),
});

/** An adapter for an invented depot that knows a job by its key. */
export const depotAdapter = defineAdapter({
  kind: 'line-of-business',
  name: 'Test depot',
  apiVersion: adapterApiVersion,
  settings: z.strictObject({ url: z.url(), services: z.array(z.string()) }),
  secrets: z.strictObject({ token: z.string() }),
  supports: { update: true, cancel: true, changes: true, files: true, addFile: true, theirFiles: true },
  hosts: ({ url }) => [new URL(url).host],
  create: ({ settings, secrets, fetch, log, now }): LineOfBusinessInstance => {
    const call = async (path: string, body?: object): Promise<Response> => {
      const headers = { authorization: `Bearer ${secrets.token}`, 'content-type': 'application/json' };
      const sent = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
      const response = await fetch(new URL(path, settings.url), { headers, ...sent });
      if (!response.ok) throw errorFromStatus(response, now());
      return response;
    };
    const download = async (number: number): Promise<Uint8Array> =>
      new Uint8Array(await (await call(`/photos/${number}`)).arrayBuffer());
    return {
      check: async () => {
        await call('/account');
        return { ok: true };
      },
      create: async ({ id, reference, service, title, files }) => {
        if (!settings.services.includes(service)) throw new AdapterError('refused', 'No job of the depot is for it.');
        const photos = await Promise.all(files.map(async (file) => Buffer.from(await file.read()).toString('base64')));
        const taken = await readJson(await call('/jobs', { key: id, reference, title, photos }), Taken);
        log.info({ count: 1 }, 'a job was taken');
        return taken;
      },
      update: async ({ id, theirReference, text }) =>
        await readJson(await call('/words', { key: id, job: theirReference, text }), Taken),
      cancel: async ({ id, theirReference, reason }) =>
        await readJson(await call('/words', { key: id, job: theirReference, text: reason, ends: true }), Taken),
      addFile: async ({ id, theirReference, text, file }) => {
        const photo = Buffer.from(await file.read()).toString('base64');
        return await readJson(await call('/words', { key: id, job: theirReference, text, photo }), Taken);
      },
      changesSince: async (cursor) => {
        const { items } = await readJson(await call(`/news?after=${cursor ?? '0'}`), Told);
        const last = items.at(-1)?.number ?? Number(cursor ?? 0);
        return {
          changes: items.map(({ number, job, at, word, photo }) => ({
            ...{ id: String(number), theirReference: job, at },
            status: { key: 'in-progress', outcome: null, words: 'Crew sent' },
            comment: { text: word, for: 'staff' },
            files: photo ? [{ place: `/photos/${number}`, name: 'crew.jpg', read: () => download(number) }] : [],
          })),
          ...{ cursor: String(last), hasMore: items.length > 0 },
        };
      },
    };
  },
});

interface Job {
  readonly reference: string;
  readonly theirs: string;
  photos: number;
  readonly words: Map<string, string>;
  isCancelled: boolean;
}

interface Said {
  readonly key: string;
  readonly job: string;
  readonly text: string;
  readonly ends?: true;
  readonly photo?: string;
}

/** The depot, and what it has. */
export function aDepot() {
  const jobs = new Map<string, Job>();
  const news: { number: number; job: string; at: number; word: string; photo: boolean }[] = [];
  const jobOf = (theirs: string): Job | undefined => [...jobs.values()].find((job) => job.theirs === theirs);
  const take = (body: string): { reference: string } => {
    const { key, reference, photos } = JSON.parse(body) as { key: string; reference: string; photos: string[] };
    const job = jobs.get(key) ?? {
      ...{ reference, theirs: `J-${jobs.size + 1}`, photos: photos.length, words: new Map(), isCancelled: false },
    };
    jobs.set(key, job);
    return { reference: job.theirs };
  };
  const hear = (body: string): { reference: string } => {
    const { key, job, text, ends, photo } = JSON.parse(body) as Said;
    const found = jobOf(job);
    if (found && photo !== undefined && !found.words.has(key)) found.photos += 1;
    found?.words.set(key, text);
    if (found && ends) found.isCancelled = true;
    return { reference: key };
  };
  const say = (job: string, word: string, { photo }: { photo: boolean }): void =>
    void news.push({ number: news.length + 1, job, at: 1000, word, photo });
  return {
    countCreated: (reference: string) => [...jobs.values()].filter((job) => job.reference === reference).length,
    countWords: (theirs: string, text: string) =>
      [...(jobOf(theirs)?.words.values() ?? [])].filter((word) => word === text).length,
    countFiles: (theirs: string) => jobOf(theirs)?.photos ?? 0,
    isCancelled: (theirs: string) => jobOf(theirs)?.isCancelled === true,
    change: (job: string, word: string) => say(job, word, { photo: false }),
    changeWithPhoto: (job: string, word: string) => say(job, word, { photo: true }),
    start: (): Promise<FarEnd> =>
      startFarEnd(({ path, body }) => {
        if (path === '/jobs') return { body: take(body) };
        if (path === '/words') return { body: hear(body) };
        if (path.startsWith('/photos/'))
          return { headers: { 'content-type': 'image/jpeg' }, body: Buffer.from('photo') };
        if (path === '/account') return { body: { name: 'Westmoor' } };
        const after = Number(new URL(path, 'http://depot.example').searchParams.get('after'));
        return { body: { items: news.slice(after, after + 2) } };
      }),
  };
}
