import { defineError, type AppError } from '../../kernel/errors.js';
import type { SaidError } from '../../kernel/route.js';
import { geoText, openToAll, type Format } from './geo-text.js';

export const geoErrors = {
  key: defineError('open311_key_invalid', 403, 'The api_key is missing, unknown or revoked. Ask the council for one.'),
  right: defineError(
    'open311_key_not_enough',
    403,
    'The api_key does not allow this. Ask the council for one that does.',
  ),
  jurisdiction: defineError(
    'open311_jurisdiction_unknown',
    404,
    'The jurisdiction_id was not found. It is the council’s short name.',
  ),
  jurisdictionMissing: defineError(
    'open311_jurisdiction_missing',
    400,
    'The jurisdiction_id was not given. Say whose.',
  ),
  service: defineError(
    'open311_service_unknown',
    404,
    'The service_code was not found. GET services lists those that there are.',
  ),
  resource: defineError('open311_resource_unknown', 404, 'There is no such resource in GeoReport v2.'),
  request: defineError('open311_request_unknown', 404, 'The service_request_id was not found.'),
} as const;

/** Statuses that GeoReport v2 gives a meaning, and those that HTTP needs; all else that a client did wrong is a 400. */
const known = new Set([400, 403, 404, 413, 429]);

/** An error as GeoReport v2 says it: a list of codes and descriptions, one for each field. */
export function sayGeoError(format: Format) {
  return (error: AppError): SaidError => {
    const code = error.status === 401 ? 403 : error.status >= 500 || known.has(error.status) ? error.status : 400;
    const { faults, message } = error;
    const errors =
      faults.length === 0
        ? [{ code, description: message }]
        : faults.map((fault) => ({ code, description: `${fieldOf(fault.field)}: ${fault.message}` }));
    const { text, type } = geoText(format, 'errors', errors);
    return { status: code, text, type, headers: openToAll };
  };
}

/** Where a command’s fields stand in a request, as GeoReport v2 names them. */
const fields: readonly (readonly [RegExp, string])[] = [
  [/^answers\.([^.]+).*$/, 'attribute[$1]'],
  [/^location.*$/, 'lat and long, address_string or address_id'],
  [/^note$|^text$/, 'description'],
  [/^participant\.name$/, 'first_name and last_name'],
  [/^participant\.telephone$/, 'phone'],
  [/^participant\.(.+)$/, '$1'],
];

function fieldOf(field: string): string {
  const [pattern, name] = fields.find(([each]) => each.test(field)) ?? [field, field];
  return field.replace(pattern, name);
}
