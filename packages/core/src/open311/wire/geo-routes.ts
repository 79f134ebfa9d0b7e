import { z } from 'zod';
import type { Authority } from '../../authorities/index.js';
import type { Instant } from '../../kernel/clock.js';
import { hashSecret } from '../../kernel/http/tokens.js';
import type { Kernel } from '../../kernel/kernel.js';
import { openRoute, type Reply, type Route, type UploadedFile } from '../../kernel/route.js';
import { everyAuthority } from '../../kernel/scope.js';
import { findUsableKey } from '../keys/keys-repository.js';
import type { KeyRight, Open311Key } from '../keys/key-types.js';
import { countCall } from '../../kernel/http/call-limits.js';
import { geoErrors, sayGeoError } from './geo-errors.js';
import { geoFormats, geoText, openToAll, type Format } from './geo-text.js';
import { councilOfJurisdiction } from './jurisdiction.js';

/** Where GeoReport v2 lies. */
export const geoPath = '/open311/v2';

/** Fields as they came; a name given twice, or ending in `[]`, is a list. */
export type GeoFields = Readonly<Record<string, string | readonly string[]>>;
const Fields = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

/** A call, with whose council and by whose key. */
export interface GeoCall {
  readonly kernel: Kernel;
  readonly now: Instant;
  readonly requestId: string;
  readonly council: Authority;
  readonly key: Open311Key | undefined;
  readonly fields: GeoFields;
  readonly files: readonly UploadedFile[];
  /** What the address names: a service_code, a service_request_id. */
  readonly named: string;
}

/** What is answered: in XML with its root, in JSON without. */
export interface GeoAnswer {
  readonly root: string;
  readonly value: unknown;
}

interface GeoSpec {
  readonly method: 'get' | 'post';
  /** Below `geoPath`, without the format: `services/:named`. */
  readonly path: string;
  /** Why nobody has to sign in. */
  readonly public: string;
  /** What a key must allow; without it, the call needs none. */
  readonly right?: KeyRight;
  readonly upload?: boolean;
  readonly answer: (call: GeoCall) => Promise<GeoAnswer>;
}

/** A resource of GeoReport v2: one route for each format, which says its errors in that format too. */
export function geoRoutes(spec: GeoSpec): Route[] {
  return geoFormats.map((format) =>
    openRoute({
      method: spec.method,
      path: `${geoPath}/${spec.path}.${format}`,
      public: spec.public,
      params: z.object({ named: z.string().max(200).default('') }),
      query: Fields,
      body: Fields,
      upload: spec.upload ?? false,
      sayError: sayGeoError(format),
      handle: async ({ kernel, now, requestId, query, body, files, params: { named }, clientAddress }) => {
        const fields: GeoFields = { ...query, ...body };
        const given = oneOf(fields, 'api_key');
        const key =
          given === undefined ? undefined : await findUsableKey(kernel.db.read(everyAuthority), hashSecret(given));
        countCall(kernel, spec.method === 'get' ? 'read' : 'write', key?.id ?? clientAddress, now);
        if (given !== undefined && !key) throw geoErrors.key();
        const council = await councilOfJurisdiction(kernel, oneOf(fields, 'jurisdiction_id'), key?.authorityId);
        refuseKey(spec, key, council);
        return said(format, await spec.answer({ kernel, now, requestId, council, key, fields, files, named }));
      },
    }),
  );
}

/** A field's text; empty and absent are one (GeoReport v2). The first of several. */
export function oneOf(fields: GeoFields, name: string): string | undefined {
  const [first] = allOf(fields, name);
  return first;
}

/** Every text of a field that is given more than once, or as a list with commas. */
export function allOf(fields: GeoFields, name: string): string[] {
  const given = Object.hasOwn(fields, name) ? [fields[name] ?? ''].flat() : [];
  return given.map((text) => text.trim()).filter(Boolean);
}

/** A council's key is nobody's at another council. */
function refuseKey({ right }: GeoSpec, key: Open311Key | undefined, { id }: Authority): void {
  if (key !== undefined && key.authorityId !== id) throw geoErrors.key();
  if (right === undefined) return;
  if (key === undefined) throw geoErrors.key();
  if (!key.rights.includes(right)) throw geoErrors.right();
}

function said(format: Format, { root, value }: GeoAnswer): Reply {
  return { kind: 'text', ...geoText(format, root, value), headers: openToAll };
}
