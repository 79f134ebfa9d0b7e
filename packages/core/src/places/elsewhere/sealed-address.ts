import type { GazetteerAddress } from '@moothall/adapter-sdk';
import { createHmac } from 'node:crypto';
import { DAY_MS, type Instant } from '../../kernel/clock.js';
import { badInput } from '../../kernel/errors.js';
import { sameText } from '../../kernel/http/tokens.js';
import type { Kernel } from '../../kernel/kernel.js';
import type { AuthorityId } from '../../kernel/scope.js';
import { isSealed, sealedParts, sealedValue } from '../../kernel/sealed-value.js';

/** An address as another system told it. */
export interface ToldAddress {
  /** The connection that looked it up, for this council. */
  readonly source: string;
  readonly authorityId: AuthorityId;
  readonly at: Instant;
  readonly address: GazetteerAddress;
}

/** The address as a text that nobody else can make: what a page shows needn't be kept to be believed. */
export function seal({ config }: Pick<Kernel, 'config'>, told: ToldAddress): string {
  const text = Buffer.from(JSON.stringify(told)).toString('base64url');
  return sealedValue(text, proofOf(config.secrets.key, text));
}

/** @throws bad_input on `chosen` for what was not made here, or more than a day ago */
export function unseal({ config, clock }: Pick<Kernel, 'config' | 'clock'>, sealed: string): ToldAddress {
  const { text, proof } = sealedParts(sealed);
  const isOurs = isSealed(sealed) && sameText(proof, proofOf(config.secrets.key, text));
  const told = isOurs ? (JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as ToldAddress) : undefined;
  if (told && clock.now() - told.at <= DAY_MS) return told;
  throw badInput({ faults: [{ field: 'chosen', message: 'Look the address up again, and choose it' }] });
}

function proofOf(key: string, text: string): string {
  return createHmac('sha256', Buffer.from(key, 'base64')).update(`address:${text}`).digest('base64url');
}
