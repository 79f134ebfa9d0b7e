import { AdapterError, adapterErrors, type AdapterCheck, type AdapterErrorCode } from '@moothall/adapter-sdk';
import { z } from 'zod';

export const behaviours = ['good', 'failing', 'throwing', 'throwing-at-start'] as const;
export type Behaviour = (typeof behaviours)[number];

/** Settings of every sandbox adapter. */
export const behaves = z.enum(behaviours).default('good').describe('What it does with everything that it is asked');

/** Does as configured, and then what the texts that it is given say: `sandbox:` and a code, `throw` or `hang`. */
export async function behave(behaviour: Behaviour, texts: readonly string[] = []): Promise<void> {
  if (behaviour === 'throwing') throw new TypeError('The sandbox breaks, as it is configured to.');
  if (behaviour === 'failing')
    throw new AdapterError('unreachable', 'The sandbox can’t be reached, as it is configured.');
  const told = texts.map((text) => /sandbox:([a-z_]+)/.exec(text)?.[1]).find((word) => word !== undefined);
  if (told === 'hang') await new Promise(() => undefined);
  if (told === 'throw') throw new TypeError('The sandbox breaks, as it was told to.');
  if (told === undefined || !Object.hasOwn(adapterErrors, told)) return;
  const wait = told === 'rate_limited' ? { retryAfterMs: 60_000 } : {};
  throw new AdapterError(told as AdapterErrorCode, 'The sandbox fails, as it was told to.', wait);
}

export async function checkBehaviour(behaviour: Behaviour): Promise<AdapterCheck> {
  if (behaviour === 'good') return { ok: true };
  if (behaviour === 'failing')
    return { ok: false, code: 'unreachable', detail: 'The sandbox is configured to fail. Set behaves to good.' };
  throw new TypeError('The sandbox breaks, as it is configured to.');
}

/** @throws TypeError where it is configured to break before it runs */
export function refuseToStart(behaviour: Behaviour): void {
  if (behaviour === 'throwing-at-start')
    throw new TypeError('The sandbox breaks as it starts, as it is configured to.');
}
