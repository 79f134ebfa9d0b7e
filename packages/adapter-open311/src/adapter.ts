import {
  adapterApiVersion,
  AdapterError,
  defineAdapter,
  mappedService,
  type AdapterCheck,
  type AddedFile,
  type Cancellation,
  type LineOfBusinessInstance,
  type OutgoingCase,
  type OutgoingFile,
  type OutgoingUpdate,
} from '@moothall/adapter-sdk';
import { changesSince } from './changes.js';
import { createClient, MadeRow, MadeUpdateRow, RequestRow, ServiceRow, w3cTime, type Client } from './client.js';
import { markOf, requestFields } from './mapping.js';
import { Secrets, Settings } from './settings.js';

const hourMs = 3_600_000;
const minuteMs = 60_000;
/** GeoReport's own limit: an answer of as many may have been cut. */
const rowsAtMost = 1000;

/** Any server of Open311 GeoReport v2, with mySociety's extension for updates where it has that. */
export const adapter = defineAdapter({
  kind: 'line-of-business',
  name: 'Open311',
  apiVersion: adapterApiVersion,
  settings: Settings,
  secrets: Secrets,
  supports: { update: true, cancel: true, changes: true, files: true, addFile: true, theirFiles: true },
  hosts: ({ url }) => [new URL(url).host],
  create: (context): LineOfBusinessInstance => {
    const { settings, now, log } = context;
    const client = createClient(context);
    /** Of requests that the far end is still making, by the case's id. */
    const tokens = new Map<string, string>();
    const hasUpdates = settings.updates === 'mysociety';
    const takesPhotos = hasUpdates && settings.photos === 'upload';
    return {
      check: () => check(client, settings),
      create: async (one) => {
        mappedService(settings.services, one.service);
        const token = tokens.get(one.id);
        const reference =
          (token === undefined ? await findMade(client, settings, one, now()) : undefined) ??
          (await referenceBy(client, token ?? (await make(client, settings, one)), (made) => tokens.set(one.id, made)));
        tokens.delete(one.id);
        log.info({ count: 1 }, 'a request was made');
        return { reference };
      },
      ...(hasUpdates
        ? {
            update: (word: OutgoingUpdate) => postUpdate(client, new URLSearchParams(updateFields(settings, word))),
            cancel: (one: Cancellation) =>
              postUpdate(
                client,
                new URLSearchParams(updateFields(settings, { ...one, kind: 'cancel', text: one.reason })),
              ),
          }
        : {}),
      ...(takesPhotos
        ? {
            addFile: async (one: AddedFile) =>
              postUpdate(client, await withFiles(updateFields(settings, { ...one, kind: 'note' }), [one.file])),
          }
        : {}),
      changesSince: (cursor) => changesSince({ client, settings, now: now() }, cursor),
    };
  },
});

/** Asks for the services, and looks whether those that are mapped are among them. */
async function check(client: Client, { services }: Settings): Promise<AdapterCheck> {
  const offered = new Set((await client.get('services', ServiceRow)).map(({ service_code: code }) => code));
  const missing = Object.values(services)
    .map(({ code }) => code)
    .filter((code) => !offered.has(code));
  if (missing.length === 0) return { ok: true };
  const codes = missing.slice(0, 5).join(', ');
  return { ok: false, code: 'not_found', detail: `It offers no service ${codes}. Correct services in the settings.` };
}

/**
 * Where the far end may have the case already, though its answer was lost: GeoReport knows no key, so the mark in the
 * description is looked for among what was made since. @throws AdapterError `conflict` where that can't be told
 */
async function findMade(
  client: Client,
  settings: Settings,
  { reference, service, triedAt }: OutgoingCase,
  now: number,
): Promise<string | undefined> {
  if (triedAt === null) return undefined;
  if (settings.lookUp === 'none') throw uncertain();
  const rows = await client.get('requests', RequestRow, {
    service_code: mappedService(settings.services, service).code,
    start_date: w3cTime(triedAt - hourMs),
    end_date: w3cTime(now + hourMs),
  });
  const found = rows.find(({ description }) => description?.includes(markOf(reference)));
  if (found === undefined && rows.length >= rowsAtMost) throw uncertain();
  return found?.service_request_id;
}

function uncertain(): AdapterError {
  return new AdapterError(
    'conflict',
    'No answer came when it was sent first, and whether it is there can’t be asked. Look there, and record it by hand or send it again.',
  );
}

type Made = { readonly id: string } | { readonly token: string };

async function make(client: Client, settings: Settings, one: OutgoingCase): Promise<Made> {
  const fields = requestFields(settings, one);
  const [made] = await client.post('requests', MadeRow, await formOf(settings, one, fields));
  if (made?.service_request_id !== undefined) return { id: made.service_request_id };
  if (made?.token !== undefined) return { token: made.token };
  throw new AdapterError('unreadable_answer', 'The answer names neither the request nor a token for it.');
}

async function formOf(
  { photos }: Settings,
  { files }: OutgoingCase,
  fields: [name: string, value: string][],
): Promise<URLSearchParams | FormData> {
  return photos === 'none' || files.length === 0 ? new URLSearchParams(fields) : await withFiles(fields, files);
}

async function withFiles(
  fields: readonly (readonly [name: string, value: string])[],
  files: readonly OutgoingFile[],
): Promise<FormData> {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  for (const file of files)
    form.append('media', new Blob([new Uint8Array(await file.read())], { type: file.mediaType }), file.name);
  return form;
}

/** Of a token, what it has become; where the far end is still at it, it is asked again a minute later. */
async function referenceBy(client: Client, made: Made | string, keep: (token: string) => void): Promise<string> {
  if (typeof made !== 'string' && 'id' in made) return made.id;
  const token = typeof made === 'string' ? made : made.token;
  keep(token);
  const [row] = await client.get('tokens', MadeRow, {}, token);
  if (row?.service_request_id !== undefined) return row.service_request_id;
  throw new AdapterError('rate_limited', 'It has taken the request, and is still making it.', {
    retryAfterMs: minuteMs,
  });
}

type Word = Omit<OutgoingUpdate, 'kind'> & { readonly kind: OutgoingUpdate['kind'] | 'cancel' };

/** The same update_id makes one update, however often it is sent. */
function updateFields(
  { noteStatus, withdrawnStatus }: Settings,
  { id, kind, theirReference, reference, text, at }: Word,
): [name: string, value: string][] {
  return [
    ['service_request_id', theirReference],
    ['update_id', id],
    ['status', kind === 'cancel' ? withdrawnStatus : kind === 'reopened' ? 'REOPEN' : noteStatus],
    ['updated_datetime', w3cTime(at)],
    ['description', `${text.slice(0, 3900)}\n\n${markOf(reference)}`],
  ];
}

async function postUpdate(client: Client, form: URLSearchParams | FormData): Promise<{ reference: string | null }> {
  const [made] = await client.post('servicerequestupdates', MadeUpdateRow, form);
  return { reference: made?.update_id ?? null };
}
