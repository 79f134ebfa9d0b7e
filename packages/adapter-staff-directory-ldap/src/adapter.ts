import { isIPv6 } from 'node:net';
import { adapterApiVersion, defineAdapter, type StaffDirectoryInstance } from '@moothall/adapter-sdk';
import { isFilter, overLdap, readAll, readOne } from './ldap-client.js';
import { readEntries } from './read-entries.js';
import { portOf, Secrets, Settings } from './settings.js';

/** Reads who works at a council from its LDAP directory, and changes nothing there. */
export const adapter = defineAdapter({
  kind: 'staff-directory',
  name: 'LDAP directory',
  apiVersion: adapterApiVersion,
  settings: Settings.refine(({ filter }) => isFilter(filter), {
    path: ['filter'],
    message: 'Write a filter of LDAP, such as (&(objectClass=person)(mail=*))',
  }),
  secrets: Secrets,
  supports: {},
  hosts: (settings) => [new URL(`tcp://${hostOf(settings)}:${portOf(settings)}`).host],
  create: (context): StaffDirectoryInstance => ({
    check: () =>
      overLdap(context, async (client) => {
        await readOne(client, context.settings);
        return { ok: true };
      }),
    listPeople: async () => {
      const entries = await overLdap(context, (client) => readAll(client, context.settings));
      return readEntries(entries, context.settings);
    },
  }),
});

const hostOf = ({ host }: Settings): string => (isIPv6(host) ? `[${host}]` : host);
