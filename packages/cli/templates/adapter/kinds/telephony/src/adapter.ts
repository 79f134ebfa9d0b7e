import {
  adapterApiVersion,
  AdapterError,
  callStates,
  defineAdapter,
  isSignedWith,
  type CallNews,
  type TelephonyInstance,
} from '@moothall/adapter-sdk';
import { z } from 'zod';

/** What the telephone system posts when something happens to a call. */
const Told = z.object({
  call: z.string().min(1).max(120),
  event: z.enum(callStates),
  from: z.string().max(60).nullable(),
  to: z.string().max(40).nullable(),
  extension: z.string().max(120).nullable(),
  at: z.number().int(),
});

export const adapter = defineAdapter({
  kind: 'telephony',
  name: '{{title}}',
  apiVersion: adapterApiVersion,
  settings: z.strictObject({}),
  secrets: z.strictObject({ key: z.string().min(20).describe('What the telephone system signs with') }),
  supports: { receive: true },
  create: ({ secrets: { key } }): TelephonyInstance => ({
    check: async () => ({ ok: true }),
    receive: async ({ body, headers }): Promise<CallNews[]> => {
      if (!isSignedWith(key, { body, signature: headers['x-signature'] ?? '' }))
        throw new AdapterError('sign_in_refused', 'The signature doesn’t fit.');
      const told = Told.safeParse(JSON.parse(new TextDecoder().decode(body)));
      if (!told.success) throw new AdapterError('unreadable_answer', 'It is not as the manual has it.');
      const { call: callId, event: state, from: caller, to: called, extension: agent, at } = told.data;
      // The same for the same news, however often it is told.
      const news = { key: `${callId} ${state} ${at} ${agent ?? ''}`, what: 'call', about: null, at } as const;
      return [{ ...news, callId, state, caller, called, agent }];
    },
  }),
});
