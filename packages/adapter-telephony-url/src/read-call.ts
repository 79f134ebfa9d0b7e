import {
  AdapterError,
  callStates,
  hasBearer,
  isSignedWith,
  type CallNews,
  type InboundRequest,
} from '@moothall/adapter-sdk';
import type { Settings } from './settings.js';

/**
 * What a telephone system says of a call, as JSON or as the fields of a form.
 *
 * @throws AdapterError `sign_in_refused`, `unreadable_answer`
 */
export function readCall(
  request: InboundRequest,
  { settings, key, now }: { readonly settings: Settings; readonly key: string; readonly now: number },
): CallNews[] {
  if (!comesFrom(request, settings, key)) throw new AdapterError('sign_in_refused', 'It carries another proof.');
  const said = parsed(request);
  const { fields, events } = settings;
  const textAt = (field: string): string | null => textOf(valueAt(said, field));
  const [callId, event] = [textAt(fields.call), textAt(fields.event)];
  if (callId === null || event === null || callId.length > 120)
    throw new AdapterError('unreadable_answer', `It has no ${callId === null ? fields.call : fields.event}.`);
  const state = callStates.find((each) => events[each].includes(event.toLowerCase()));
  if (state === undefined) return [];
  const agent = textAt(fields.agent)?.slice(0, 120) ?? null;
  const shown = {
    caller: textAt(fields.caller)?.slice(0, 60) ?? null,
    called: textAt(fields.called)?.slice(0, 40) ?? null,
  };
  const keyOf = [callId, state, ...(state === 'ended' ? [] : [digestOf(agent ?? '')])].join(' ');
  const at = instantOf(valueAt(said, fields.at)) ?? now;
  return [{ key: keyOf, what: 'call', about: null, at, callId, state, agent, ...shown }];
}

function comesFrom({ headers, body }: InboundRequest, { proof, signatureHeader }: Settings, key: string): boolean {
  if (proof === 'token') return hasBearer(headers, key);
  return isSignedWith(key, { body, signature: (headers[signatureHeader] ?? '').replace(/^sha256=/i, '') });
}

/** A call rings at several people: each is news, and a key names none of them. */
function digestOf(text: string): string {
  let sum = 0;
  for (const character of text) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 4_294_967_291;
  return sum.toString(36);
}

function parsed({ headers, body }: InboundRequest): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    const isForm = /^application\/x-www-form-urlencoded\b/i.test(headers['content-type'] ?? '');
    return isForm ? Object.fromEntries(new URLSearchParams(text)) : JSON.parse(text);
  } catch {
    throw new AdapterError('unreadable_answer', 'It is neither JSON nor the fields of a form.');
  }
}

function valueAt(said: unknown, field: string): unknown {
  return field.split('.').reduce<unknown>((value, name) => {
    const isThere = typeof value === 'object' && value !== null && Object.hasOwn(value, name);
    return isThere ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
  }, said);
}

function textOf(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

/** Of ISO 8601, or of seconds or milliseconds since 1970: in seconds, it would be the year 5138 for eleven digits. */
function instantOf(value: unknown): number | undefined {
  const text = textOf(value) ?? '';
  if (/^\d{9,10}$/.test(text)) return Number(text) * 1000;
  if (/^\d{12,13}$/.test(text)) return Number(text);
  const at = /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)$/i.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(at) ? undefined : at;
}
