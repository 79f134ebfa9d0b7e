import type { LocalDate } from '../../kernel/clock.js';
import type { ServiceDefinition } from '../types.js';

/** Whether cases can be logged under a published service on a day. Cases that are there go on either way. */
export function isOffered({ withdrawnOn }: { readonly withdrawnOn: LocalDate | null }, on: LocalDate): boolean {
  return withdrawnOn === null || on < withdrawnOn;
}

type Described = { readonly definition: Pick<ServiceDefinition, 'audience' | 'staffOf'> };

/** Whether a service is a service desk's, for colleagues. */
export function isForStaff({ definition }: Described): boolean {
  return definition.audience === 'staff';
}

/**
 * Whether staff of a council may ask for a service for staff, of a council or the partnership (both by slug). A published
 * service may name a council that another follows: `employer` then holds the slugs of those, too, whom it follows.
 */
export function servesStaffOf({ definition }: Described, employer: readonly string[], provider: string): boolean {
  const { staffOf } = definition;
  const isNamed = employer.includes(provider) || employer.some((slug) => staffOf.includes(slug));
  return isForStaff({ definition }) && (staffOf.length === 0 || isNamed);
}
