import {
  adapterApiVersion,
  defineAdapter,
  errorFromStatus,
  readJson,
  type AddressesInstance,
  type GazetteerAddress,
} from '@moothall/adapter-sdk';
import { z } from 'zod';
import { OsPlacesAnswer } from './os-places-answer.js';
import { toAddress } from './to-address.js';

/** The most that OS Places gives at once. */
const mostResults = 100;
/** Ordnance Survey's own: it is always there. */
const checkedPostcode = 'SO16 0AS';

/** Looks addresses up in Ordnance Survey's OS Places API (technical specification, version 1). */
export const adapter = defineAdapter({
  kind: 'addresses',
  name: 'OS Places',
  apiVersion: adapterApiVersion,
  settings: z.strictObject({
    url: z.url().default('https://api.os.uk/search/places/v1/').describe('Where the API is'),
    include: z
      .enum(['all', 'postal'])
      .default('all')
      .describe('Every property that a council has on record, or only addresses to which Royal Mail delivers'),
  }),
  secrets: z.strictObject({ key: z.string().min(1).describe('API key of the project in the OS Data Hub') }),
  supports: { search: true },
  hosts: ({ url }) => [new URL(url).host],
  create: ({ settings, secrets, fetch, now }): AddressesInstance => {
    const ask = async (operation: string, query: Record<string, string>): Promise<GazetteerAddress[]> => {
      const base = settings.url.endsWith('/') ? settings.url : `${settings.url}/`;
      const dataset = settings.include === 'postal' ? 'DPA' : 'DPA,LPI';
      const url = new URL(operation, base);
      url.search = new URLSearchParams({ ...query, dataset, lr: 'EN', output_srs: 'EPSG:27700' }).toString();
      const response = await fetch(url, { headers: { key: secrets.key, accept: 'application/json' } });
      if (!response.ok) throw errorFromStatus(response, now());
      const { results } = await readJson(response, OsPlacesAnswer);
      return results.flatMap((result) => toAddress(result) ?? []);
    };
    return {
      formats: [],
      check: async () => {
        await ask('postcode', { postcode: checkedPostcode, maxresults: '1' });
        return { ok: true };
      },
      search: async (wanted) => {
        const maxresults = String(mostResults);
        const found =
          'postcode' in wanted
            ? await ask('postcode', { postcode: wanted.postcode, maxresults })
            : await ask('find', { query: wanted.text, maxresults });
        return oncePerProperty(found).slice(0, wanted.limit);
      },
    };
  },
});

/** A property comes with each of its addresses: Royal Mail's is the one with a town to post to, and comes first. */
function oncePerProperty(found: readonly GazetteerAddress[]): GazetteerAddress[] {
  const known = new Set<string>();
  return found.filter(({ uprn }) => !known.has(uprn) && known.add(uprn));
}
