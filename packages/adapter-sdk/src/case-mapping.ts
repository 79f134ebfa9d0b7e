import { z } from 'zod';
import { AdapterError } from './errors.js';
import type { OutgoingCase, TheirStatus } from './line-of-business.js';

const text = z.string().min(1).max(500);

/** A setting: where a value that goes with a case comes from. */
export const caseValue = z
  .strictObject({
    from: text
      .optional()
      .describe('A question of the service by its key; or @reference, @uprn, @title, @priority or @address'),
    value: z.string().max(500).optional().describe('Always this'),
    values: z.record(z.string(), z.string()).optional().describe('What the answers are called there, by ours'),
  })
  .refine(({ from, value }) => (from === undefined) !== (value === undefined), {
    message: 'Give either from or value',
  });
export type CaseValue = z.output<typeof caseValue>;

/** What a case has for such a setting, in the far end's terms. None: it wasn't asked, or not answered. */
export function caseValues({ from, value, values = {} }: CaseValue, one: OutgoingCase): string[] {
  const given = from === undefined ? [value ?? ''] : valuesFrom(from, one);
  return given.map((each) => (Object.hasOwn(values, each) ? (values[each] ?? each) : each));
}

function valuesFrom(from: string, { answers, ...one }: OutgoingCase): readonly string[] {
  const own: Readonly<Record<string, string | null>> = {
    '@reference': one.reference,
    '@title': one.title,
    '@priority': one.priority,
    '@uprn': one.place.uprn,
    '@address': one.place.text,
  };
  if (Object.hasOwn(own, from)) return own[from] ? [own[from]] : [];
  return answers.find(({ key }) => key === from)?.values ?? [];
}

/** A setting: what of the customer goes along. */
export const sentOfCustomer = z
  .array(z.enum(['name', 'email', 'telephone']))
  .default([])
  .describe('What of the customer is sent: nothing, unless it is said here');

/** What the settings have for a service of ours. @throws AdapterError `refused` where they have none */
export function mappedService<T>(services: Readonly<Record<string, T>>, service: string): T {
  const found = Object.hasOwn(services, service) ? services[service] : undefined;
  if (found !== undefined) return found;
  throw new AdapterError('refused', `The connection’s settings map no service called ${service}. Add it to services.`);
}

/** The answers in the words of the form, a line each. */
export function answerLines({ answers }: Pick<OutgoingCase, 'answers'>): string[] {
  return answers.map(({ question, text: answer }) => `${question}${question.endsWith('?') ? '' : ':'} ${answer}`);
}

/** A setting: what a status of the far end stands for here. */
export const mappedStatus = z.strictObject({
  status: text.optional().describe('The status of the service’s lifecycle; without it, only the words are kept'),
  outcome: text.optional().describe('Of a status that closes the case'),
  words: text.optional().describe('What staff call it'),
});
export type MappedStatus = z.output<typeof mappedStatus>;

/** A setting: who may read what the far end writes. */
export const commentsFor = z.enum(['staff', 'customer']).default('staff').describe('Who may read what they write');

/**
 * A status of the far end's as it is mapped.
 * @param names what it may be mapped by, the best first
 * @param spoken what it is called where the settings have no words for it
 */
export function theirStatus(
  statuses: Readonly<Record<string, MappedStatus>>,
  names: readonly string[],
  spoken: string,
): TheirStatus {
  const name = names.find((each) => Object.hasOwn(statuses, each));
  const { status = null, outcome = null, words = spoken } = (name === undefined ? undefined : statuses[name]) ?? {};
  return { key: status, outcome, words };
}
