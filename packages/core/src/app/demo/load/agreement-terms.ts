import type { DemoAuthorityKey, DemoWorld } from '../world/types.js';

/** How far an agreement came. */
type Life = 'in force' | 'signed by one' | 'ended';

export interface DemoTerms {
  readonly receiver: DemoAuthorityKey;
  readonly provider: DemoAuthorityKey;
  readonly life: Life;
  readonly signedDaysAgo: number;
  readonly terms: object;
}

export const section101 = 'Public task: Local Government Act 1972, section 101';
export const nights = {
  ...{ kind: 'standing', hours: { when: 'outside-office-hours' }, lawfulBasis: section101 },
  ...{ shares: ['customers', 'cases'], abilities: ['log', 'update'] },
  purpose: 'Whoever rings at night, at a weekend or on a bank holiday is answered, and what can’t wait is logged.',
  price: { kind: 'per-contact', pence: 310, minimumPence: 40_000, capPence: 250_000 },
  serviceLevel: 'Eight of ten calls answered within 30 seconds',
};

/** The first of a council in a role, whom the docs may name. */
export function keyOf(world: DemoWorld, authority: DemoAuthorityKey, role: string): string {
  const held = world.staff.find((one) => one.employerKey === authority && one.roles.some((each) => each.role === role));
  if (!held) throw new Error(`nobody is ${role} at ${authority}`);
  return held.key;
}
