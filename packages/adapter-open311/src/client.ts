import { AdapterError, errorFromStatus, type AdapterContext } from '@moothall/adapter-sdk';
import { z } from 'zod';
import { readRecords } from './read-records.js';
import type { Secrets, Settings } from './settings.js';

// Empty, absent and null are one (GeoReport v2); ids are texts, though some servers send numbers.
const text = z
  .union([z.string(), z.number(), z.null()])
  .optional()
  .transform((value) =>
    value === null || value === undefined || String(value).trim() === '' ? undefined : String(value).trim(),
  );
const required = text.refine((value) => value !== undefined).transform((value) => value ?? '');
const moment = required.transform((value, context) => {
  const at = Date.parse(value);
  if (!Number.isNaN(at)) return at;
  context.addIssue({ code: 'custom', message: 'is no time' });
  return z.NEVER;
});

// One, several or none, by server; what is no address of the web is passed over.
const addresses = z.unknown().transform((value) =>
  [value]
    .flat()
    .flatMap((one) => (typeof one === 'string' ? one.trim() : []))
    .filter((one) => /^https?:\/\/\S{1,500}$/i.test(one) && URL.canParse(one)),
);

export const ServiceRow = z.object({ service_code: required });
export const MadeRow = z.object({ service_request_id: text, token: text });
export const RequestRow = z.object({
  ...{ service_request_id: required, status: required, status_notes: text, description: text },
  ...{ requested_datetime: moment, updated_datetime: text },
});
export const UpdateRow = z.object({
  ...{ update_id: required, service_request_id: required, status: text, updated_datetime: moment, description: text },
  external_status_code: text,
  media_url: addresses,
});
export const MadeUpdateRow = z.object({ update_id: text, token: text });
export type RequestRow = z.output<typeof RequestRow>;
export type UpdateRow = z.output<typeof UpdateRow>;

/** Each resource, and what holds it in XML. */
const roots = {
  services: 'services',
  requests: 'service_requests',
  tokens: 'service_requests',
  servicerequestupdates: 'service_request_updates',
} as const;
type Resource = keyof typeof roots;

export interface Client {
  get<S extends z.ZodType>(
    resource: Resource,
    row: S,
    query?: Readonly<Record<string, string>>,
    id?: string,
  ): Promise<z.output<S>[]>;
  post<S extends z.ZodType>(resource: Resource, row: S, form: URLSearchParams | FormData): Promise<z.output<S>[]>;
  /** What lies at an address, where the connection may call that; without the key. */
  download(address: string): Promise<Uint8Array>;
}

/** The wire: GeoReport v2 in JSON or XML, with the key and the jurisdiction on every call. */
export function createClient({ settings, secrets, fetch, now }: AdapterContext<Settings, Secrets>): Client {
  const { format, jurisdiction } = settings;
  const own = {
    ...(jurisdiction === undefined ? {} : { jurisdiction_id: jurisdiction }),
    ...(secrets.apiKey === undefined ? {} : { api_key: secrets.apiKey }),
  };
  const address = (resource: Resource, id?: string): URL => {
    const base = settings.url.endsWith('/') ? settings.url : `${settings.url}/`;
    return new URL(`${resource}${id === undefined ? '' : `/${encodeURIComponent(id)}`}.${format}`, base);
  };
  const read = async <S extends z.ZodType>(response: Response, resource: Resource, row: S): Promise<z.output<S>[]> => {
    if (!response.ok) throw errorFromStatus(response, now());
    const body = await response.text();
    const parsed = z.array(row).safeParse(format === 'xml' ? readRecords(body, roots[resource]) : readJsonRows(body));
    if (parsed.success) return parsed.data;
    const where = parsed.error.issues.map(({ path }) => path.map(String).join('.')).slice(0, 3);
    throw new AdapterError('unreadable_answer', `The answer is not as GeoReport has it: ${where.join(', ')}.`);
  };
  return {
    get: async (resource, row, query = {}, id) => {
      const url = address(resource, id);
      for (const [name, value] of Object.entries({ ...own, ...query })) url.searchParams.set(name, value);
      return await read(await fetch(url), resource, row);
    },
    download: async (place) => {
      const response = await fetch(new URL(place));
      if (!response.ok) throw errorFromStatus(response, now());
      return new Uint8Array(await response.arrayBuffer());
    },
    post: async (resource, row, form) => {
      for (const [name, value] of Object.entries(own)) form.set(name, value);
      return await read(await fetch(address(resource), { method: 'POST', body: form }), resource, row);
    },
  };
}

/** An array, whatever else it may be is found out by its schema. */
function readJsonRows(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    throw new AdapterError('unreadable_answer', 'The answer is not JSON.');
  }
}

/** W3CDTF with its zone: `2026-11-16T10:00:00Z`. */
export function w3cTime(at: number): string {
  return new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
