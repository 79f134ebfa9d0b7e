import { adapterApiVersion, defineAdapter, type AddressesInstance } from '@moothall/adapter-sdk';
import { z } from 'zod';
import { addressBaseCore } from './addressbase-core.js';
import { addressBasePlus } from './addressbase-plus.js';
import { addressBasePremium } from './addressbase-premium.js';
import { llpgDtf73 } from './llpg-dtf73.js';

/** Reads the files of Ordnance Survey's AddressBase products and of a council's own gazetteer. It reaches no other system. */
export const adapter = defineAdapter({
  kind: 'addresses',
  name: 'AddressBase and LLPG files',
  apiVersion: adapterApiVersion,
  settings: z.strictObject({}),
  secrets: z.strictObject({}),
  supports: { search: false },
  create: (): AddressesInstance => ({
    formats: [addressBaseCore, addressBasePlus, addressBasePremium, llpgDtf73],
    check: () => Promise.resolve({ ok: true }),
  }),
});
