import { DAY_MS, type Instant } from '../../kernel/clock.js';
import type { OwnKey } from './keys-repository.js';

/** How long a new key is published before it signs, so that administrators elsewhere can pin it beside the old one. */
export const overlapDays = 14;

/** When the next key begins to sign: at once when it is the first. */
export function beginsAt(known: readonly OwnKey[], now: Instant): Instant {
  return known.length === 0 ? now : now + overlapDays * DAY_MS;
}

/** The key that signs now: the one that began last. */
export function signingKey(known: readonly OwnKey[], now: Instant): OwnKey | undefined {
  return known.filter(({ fromAt }) => fromAt <= now).sort((a, b) => b.fromAt - a.fromAt)[0];
}

/** What the installation publishes: the key that signs, and any that will. */
export function publishedKeys(known: readonly OwnKey[], now: Instant): OwnKey[] {
  const signing = signingKey(known, now);
  return known.filter((key) => key === signing || key.fromAt > now);
}
