import {
  adapterApiVersion,
  AdapterError,
  callStates,
  defineAdapter,
  hasBearer,
  type CallNews,
  type TelephonyInstance,
} from '@moothall/adapter-sdk';
import { z } from 'zod';
import { behave, behaves, checkBehaviour, refuseToStart } from './behaviour.js';

const words = z.string().max(120).nullable().default(null);
const Told = z.strictObject({
  ...{ callId: z.string().min(1).max(120), state: z.enum(callStates), at: z.number().int().min(0) },
  ...{ caller: words, called: words, agent: words },
});

/** Hears of calls from whoever knows its token, such as somebody with `curl`. */
export const adapter = defineAdapter({
  kind: 'telephony',
  name: 'Sandbox telephones',
  apiVersion: adapterApiVersion,
  settings: z.strictObject({ behaves }),
  secrets: z.strictObject({
    token: z.string().min(20, 'Use at least 20 characters').describe('What is sent as `Authorization: Bearer`'),
  }),
  supports: { receive: true },
  create: ({ settings, secrets }): TelephonyInstance => {
    refuseToStart(settings.behaves);
    return {
      check: () => checkBehaviour(settings.behaves),
      receive: async ({ body, headers }): Promise<CallNews[]> => {
        if (!hasBearer(headers, secrets.token)) throw new AdapterError('sign_in_refused', 'It carries another token.');
        const told = Told.safeParse(parsed(body));
        if (!told.success) throw new AdapterError('unreadable_answer', 'It is no call as the sandbox tells it.');
        const { callId, state, at, agent } = told.data;
        await behave(settings.behaves, [callId, agent ?? '']);
        return [{ ...told.data, key: `${callId} ${state} ${at}`, what: 'call', about: null }];
      },
    };
  },
});

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}
