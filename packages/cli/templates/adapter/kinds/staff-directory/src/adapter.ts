import {
  adapterApiVersion,
  AdapterError,
  defineAdapter,
  errorFromStatus,
  mostDirectoryPeople,
  readJson,
  type DirectoryPerson,
  type StaffDirectoryInstance,
} from '@moothall/adapter-sdk';
import { z } from 'zod';

const text = (longest: number) => z.string().trim().min(1).max(longest);
/** Somebody as the supplier's manual has them. */
const Listed = z.object({
  ...{ name: text(120), mail: text(254).toLowerCase() },
  ...{ phone: text(40).nullable(), post: text(200).nullable(), manager: text(254).toLowerCase().nullable() },
});
const Page = z.object({ people: z.array(Listed), next: z.string().nullable() });

/** Lists the council's staff as the supplier has them. */
export const adapter = defineAdapter({
  kind: 'staff-directory',
  name: '{{title}}',
  apiVersion: adapterApiVersion,
  settings: z.strictObject({ url: z.url().describe('Address of the supplier, such as https://people.example') }),
  secrets: z.strictObject({ token: z.string().min(1).describe('From the supplier: says who calls') }),
  supports: {},
  hosts: ({ url }) => [new URL(url).host],
  create: ({ settings, secrets, fetch, now }): StaffDirectoryInstance => {
    const call = async (path: string): Promise<Response> => {
      const headers = { authorization: `Bearer ${secrets.token}` };
      const response = await fetch(new URL(path, settings.url), { headers });
      if (!response.ok) throw errorFromStatus(response, now());
      return response;
    };
    return {
      check: async () => {
        await call('/account');
        return { ok: true };
      },
      listPeople: async () => {
        const people: DirectoryPerson[] = [];
        let next: string | null = '';
        while (next !== null) {
          const page: z.output<typeof Page> = await readJson(await call(`/people?from=${next}`), Page);
          for (const { name, mail: email, phone: telephone, post: jobTitle, manager: managerEmail } of page.people)
            people.push({ name, email, telephone, jobTitle, managerEmail });
          if (people.length > mostDirectoryPeople) throw new AdapterError('unreadable_answer', 'The list has no end.');
          next = page.next;
        }
        return { people, leftOut: 0 };
      },
    };
  },
});
