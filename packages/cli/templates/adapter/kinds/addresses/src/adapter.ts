import {
  adapterApiVersion,
  defineAdapter,
  errorFromStatus,
  readJson,
  type AddressesInstance,
  type GazetteerAddress,
} from '@moothall/adapter-sdk';
import { z } from 'zod';
import { listOfAddresses } from './list-of-addresses.js';

/** What the supplier answers to a search. */
const Found = z.array(z.object({ uprn: z.string(), address: z.string(), postcode: z.string(), changed: z.iso.date() }));

/** Looks addresses up at the supplier, and reads its files. Leave out what yours doesn't have. */
export const adapter = defineAdapter({
  kind: 'addresses',
  name: '{{title}}',
  apiVersion: adapterApiVersion,
  settings: z.strictObject({
    url: z.url().describe('Address of the supplier’s search, such as https://addresses.example'),
  }),
  secrets: z.strictObject({ token: z.string().min(1).describe('From the supplier: says who calls') }),
  supports: { search: true },
  hosts: ({ url }) => [new URL(url).host],
  create: ({ settings, secrets, fetch, now }): AddressesInstance => {
    const call = async (path: string, query: Record<string, string> = {}): Promise<Response> => {
      const url = new URL(`${path}?${new URLSearchParams(query).toString()}`, settings.url);
      const response = await fetch(url, { headers: { authorization: `Bearer ${secrets.token}` } });
      if (!response.ok) throw errorFromStatus(response, now());
      return response;
    };
    return {
      formats: [listOfAddresses],
      check: async () => {
        await call('/account');
        return { ok: true };
      },
      search: async ({ limit, ...words }) => {
        const found = await readJson(await call('/addresses', words), Found);
        return found.slice(0, limit).map(({ uprn, address, postcode, changed }): GazetteerAddress => ({
          uprn,
          line: address,
          postcode,
          asOf: changed,
        }));
      },
    };
  },
});
