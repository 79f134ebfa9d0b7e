import { callStates, type CallState } from '@moothall/adapter-sdk';
import { z } from 'zod';

/** Where something stands in a request: `call.id` is `id` within `call`. */
const field = z.string().regex(/^[\w-]+(?:\.[\w-]+){0,4}$/, 'Use the name of a field, with dots on the way into it');

/** What telephone systems call the states of a call, in small letters. */
const usual: Readonly<Record<CallState, readonly string[]>> = {
  ringing: ['ringing', 'ring', 'incoming', 'queued', 'waiting', 'alerting'],
  answered: ['answered', 'answer', 'connected', 'talking', 'in-progress'],
  ended: ['ended', 'end', 'hangup', 'completed', 'disconnected', 'missed', 'abandoned'],
};
const words = (state: CallState, says: string) =>
  z
    .array(
      z
        .string()
        .min(1)
        .transform((word) => word.toLowerCase()),
    )
    .min(1)
    .default([...usual[state]])
    .describe(says);

export const Settings = z.strictObject({
  proof: z
    .enum(['signature', 'token'])
    .default('signature')
    .describe(
      '`signature`: an HMAC with SHA-256 over the body, in hexadecimal; `token`: the key itself, as `Authorization: Bearer`',
    ),
  signatureHeader: z
    .string()
    .regex(/^[\w-]{1,60}$/, 'Use the name of a header')
    .transform((name) => name.toLowerCase())
    .default('x-signature')
    .describe('The header that carries the signature; `sha256=` before it is left off'),
  fields: z
    .strictObject({
      call: field.default('call_id').describe('The telephone system’s name of the call'),
      event: field.default('event').describe('What happened to it'),
      caller: field.default('caller').describe('The number that calls'),
      called: field.default('called').describe('The number that was dialled'),
      agent: field.default('agent').describe('At whom it rings, or who answered'),
      at: field.default('at').describe('When: ISO 8601 with its offset, or seconds or milliseconds since 1970'),
    })
    .prefault({})
    .describe('Where each stands in what the telephone system sends'),
  events: z
    .strictObject({
      ringing: words('ringing', 'What it sends when a call comes in, waits or rings'),
      answered: words('answered', 'What it sends when somebody answers'),
      ended: words('ended', 'What it sends when a call is over'),
    })
    .prefault({})
    .refine((events) => new Set(callStates.flatMap((state) => events[state])).size === countOf(events), {
      error: 'Name each word once: an event means one thing',
    })
    .describe('What the telephone system calls what happens to a call; what isn’t named is left'),
});
export type Settings = z.output<typeof Settings>;

function countOf(events: Readonly<Record<CallState, readonly string[]>>): number {
  return callStates.reduce((sum, state) => sum + events[state].length, 0);
}

export const Secrets = z.strictObject({
  key: z
    .string()
    .regex(/^[\x21-\x7e]{20,200}$/, 'Use 20 to 200 letters, digits and signs, without spaces')
    .describe('What the telephone system signs with, or sends as its token'),
});
