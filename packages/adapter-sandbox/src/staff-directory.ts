import { adapterApiVersion, defineAdapter, type StaffDirectoryInstance } from '@moothall/adapter-sdk';
import { z } from 'zod';
import { behave, behaves, checkBehaviour, refuseToStart } from './behaviour.js';

const words = (longest: number) => z.string().trim().min(1).max(longest);
const Person = z.strictObject({
  name: words(120),
  email: z.email().max(254).toLowerCase(),
  telephone: words(40).nullable().default(null),
  jobTitle: words(200).nullable().default(null),
  managerEmail: z.email().toLowerCase().nullable().default(null),
});

/** Lists the people that it is configured with. */
export const adapter = defineAdapter({
  kind: 'staff-directory',
  name: 'Sandbox directory',
  apiVersion: adapterApiVersion,
  settings: z.strictObject({
    behaves,
    people: z.array(Person).max(1000).default([]).describe('Who is listed: name, email, and what else is known'),
  }),
  secrets: z.strictObject({ token: z.string().optional().describe('Any text: it is never sent anywhere') }),
  supports: {},
  create: ({ settings }): StaffDirectoryInstance => {
    refuseToStart(settings.behaves);
    return {
      check: () => checkBehaviour(settings.behaves),
      listPeople: async () => {
        const { people } = settings;
        await behave(
          settings.behaves,
          people.map(({ name }) => name),
        );
        return { people, leftOut: 0 };
      },
    };
  },
});
