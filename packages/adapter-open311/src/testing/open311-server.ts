import {
  startFarEnd,
  type FarEnd,
  type FarEndAnswer,
  type FarEndOptions,
  type ReceivedRequest,
} from '@moothall/adapter-testkit';

export interface ServedRequest {
  readonly service_request_id: string;
  status: string;
  status_notes: string | null;
  readonly service_name: string;
  readonly service_code: string;
  readonly description: string;
  readonly requested_datetime: string;
  updated_datetime: string;
  readonly address: string | null;
  readonly lat: number | null;
  readonly long: number | null;
  readonly media_url: string | null;
}

interface ServedUpdate {
  readonly update_id: string;
  readonly service_request_id: string;
  readonly status: string;
  readonly updated_datetime: string;
  readonly description: string;
  readonly media_url: string;
}

export interface Open311Server {
  /** Listens; again after it was closed, with all that it was given. */
  start(options?: FarEndOptions): Promise<FarEnd>;
  readonly requests: ServedRequest[];
  readonly updates: ServedUpdate[];
  /** What came with each request, by its id: the fields of its form, and how many photos, with its updates as well. */
  readonly received: ReadonlyMap<string, { readonly fields: URLSearchParams; readonly photos: number }>;
  /** Changes a request there. */
  change(id: string, status: string, words: string, code?: string, photo?: string): void;
}

/**
 * A server of GeoReport v2 with mySociety's updates, which keeps what it is given. It knows no key of a request, takes the
 * same update_id once, filters by date, and answers what was asked for in JSON or XML.
 */
export function anOpen311Server(
  options: { readonly now: () => number; readonly tokens?: boolean } = { now: () => Date.UTC(2026, 10, 16, 10) },
): Open311Server {
  const requests: ServedRequest[] = [];
  const updates: ServedUpdate[] = [];
  const received = new Map<string, { fields: URLSearchParams; photos: number }>();
  const codes = new Map<string, string>();
  const ours = new Map<string, string>();
  const tokens = new Map<string, string>();
  const time = (): string => new Date(options.now()).toISOString();

  const make = (request: ReceivedRequest): Record<string, unknown>[] => {
    const { fields, photos } = readForm(request);
    const id = `R-${requests.length + 1}`;
    requests.push({
      ...{ service_request_id: id, status: 'open', status_notes: null, service_name: 'Missed bin' },
      ...{ service_code: fields.get('service_code') ?? '', description: fields.get('description') ?? '' },
      ...{ requested_datetime: time(), updated_datetime: time(), address: fields.get('address_string') },
      ...{ lat: numberOf(fields.get('lat')), long: numberOf(fields.get('long')), media_url: null },
    });
    received.set(id, { fields, photos });
    if (!options.tokens) return [{ service_request_id: id, service_notice: null, account_id: null }];
    tokens.set(`T-${id}`, id);
    return [{ token: `T-${id}` }];
  };
  const hear = (request: ReceivedRequest): Record<string, unknown>[] => {
    const { fields, photos } = readForm(request);
    const key = fields.get('update_id') ?? '';
    const known = ours.get(key);
    if (known !== undefined) return [{ update_id: known }];
    const id = `U-${updates.length + 1}`;
    ours.set(key, id);
    const about = fields.get('service_request_id') ?? '';
    const status = (fields.get('status') ?? '').toLowerCase();
    updates.push({
      ...{ update_id: id, service_request_id: about, status, updated_datetime: time(), media_url: '' },
      description: fields.get('description') ?? '',
    });
    const came = received.get(about);
    if (came) received.set(about, { ...came, photos: came.photos + photos });
    const found = requests.find(({ service_request_id: one }) => one === about);
    if (found) found.status = status === 'closed' ? 'closed' : 'open';
    return [{ update_id: id }];
  };
  const answer = (request: ReceivedRequest): Record<string, unknown>[] => {
    const { pathname, searchParams } = new URL(request.path, 'http://far.example');
    const [resource = '', id] = pathname
      .replace(/\.(json|xml)$/, '')
      .split('/')
      .filter(Boolean);
    if (resource === 'services')
      return [{ service_code: 'BIN', service_name: 'Missed bin', metadata: true, type: 'realtime' }];
    if (resource === 'tokens') return [{ service_request_id: tokens.get(id ?? '') ?? null, token: id }];
    if (resource === 'requests' && request.method === 'POST') return make(request);
    if (resource === 'servicerequestupdates' && request.method === 'POST') return hear(request);
    const within = between(searchParams);
    if (resource === 'servicerequestupdates')
      return updates
        .filter(({ updated_datetime: at }) => within(at))
        .map((update) => ({ ...update, external_status_code: codes.get(update.update_id) ?? null }));
    const code = searchParams.get('service_code');
    return requests
      .filter(({ requested_datetime: at, service_code: own }) => within(at) && (code === null || own === code))
      .map((one) => ({ ...one }));
  };
  return {
    ...{ requests, updates, received },
    start: (at) =>
      startFarEnd((request): FarEndAnswer => {
        if (request.path.startsWith('/photos/')) return { headers: { 'content-type': 'image/gif' }, body: onePixel };
        const rows = answer(request);
        if (!/\.xml(\?|$)/.test(request.path)) return { body: rows };
        return { headers: { 'content-type': 'text/xml; charset=utf-8' }, body: asXml(request.path, rows) };
      }, at),
    change: (id, status, words, code, photo = '') => {
      const update_id = `U-${updates.length + 1}`;
      const about = { update_id, service_request_id: id, status, updated_datetime: time(), media_url: photo };
      updates.push({ ...about, description: words });
      if (code !== undefined) codes.set(update_id, code);
      const found = requests.find(({ service_request_id: one }) => one === id);
      if (!found) return;
      Object.assign(found, { status: /closed|fixed/.test(status) ? 'closed' : 'open', status_notes: words });
      found.updated_datetime = time();
    },
  };
}

/** The smallest picture that is one: a GIF of one pixel. */
const onePixel = Uint8Array.from(Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64'));

function between(query: URLSearchParams): (at: string) => boolean {
  const [from, until] = [query.get('start_date'), query.get('end_date')];
  return (at) =>
    (from === null || Date.parse(at) >= Date.parse(from)) && (until === null || Date.parse(at) <= Date.parse(until));
}

const numberOf = (text: string | null): number | null => (text === null ? null : Number(text));

/** A form as it was posted: by its fields, and how many photos came with it. */
function readForm({ headers, body }: ReceivedRequest): { fields: URLSearchParams; photos: number } {
  const boundary = /boundary=(.+)$/.exec(headers['content-type'] ?? '')?.[1];
  if (boundary === undefined) return { fields: new URLSearchParams(body), photos: 0 };
  const fields = new URLSearchParams();
  let photos = 0;
  for (const part of body.split(`--${boundary}`)) {
    const [head = '', ...rest] = part.split('\r\n\r\n');
    const name = /name="([^"]+)"/.exec(head)?.[1];
    if (name === undefined) continue;
    if (head.includes('filename=')) photos += 1;
    else fields.append(name, rest.join('\r\n\r\n').replace(/\r\n$/, ''));
  }
  return { fields, photos };
}

const elements: Readonly<Record<string, readonly [root: string, row: string]>> = {
  services: ['services', 'service'],
  requests: ['service_requests', 'request'],
  tokens: ['service_requests', 'request'],
  servicerequestupdates: ['service_request_updates', 'request_update'],
};

function asXml(path: string, rows: readonly Record<string, unknown>[]): string {
  const [root, row] = elements[/\/(\w+)(?:\/[^.]*)?\.xml/.exec(path)?.[1] ?? ''] ?? ['errors', 'error'];
  const escape = (value: unknown): string => {
    const said = value ?? '';
    const text = typeof said === 'string' ? said : JSON.stringify(said);
    return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  };
  const body = rows.map(
    (one) =>
      `<${row}>${Object.entries(one)
        .map(([name, value]) => `<${name}>${escape(value)}</${name}>`)
        .join('')}</${row}>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>\n<${root}>\n${body.join('\n')}\n</${root}>\n`;
}
