import { writeXml } from './write-xml.js';

export const geoFormats = ['json', 'xml'] as const;
export type Format = (typeof geoFormats)[number];

/** Any page may read what is public (the Fetch standard, “CORS protocol”); no cookie is looked at here. */
export const openToAll = { 'Access-Control-Allow-Origin': '*' } as const;

/** A value in the format that was asked for: XML with its root, JSON without (GeoReport v2, “JSON”). */
export function geoText(
  format: Format,
  root: string,
  value: unknown,
): { readonly text: string; readonly type: string } {
  return format === 'xml'
    ? { text: writeXml(root, value), type: 'text/xml; charset=utf-8' }
    : { text: JSON.stringify(value), type: 'application/json; charset=utf-8' };
}
