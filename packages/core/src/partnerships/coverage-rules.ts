import type { OpenPeriod } from '../authorities/index.js';
import { covers } from './agreement-rules.js';
import { intersectPeriods, periodsOutside } from './periods.js';

/** What an agreement covers of a stretch of time. */
export interface Cover {
  readonly agreementId: string;
  /** None: every service. */
  readonly serviceIds: readonly string[];
  readonly periods: readonly OpenPeriod[];
}

export interface Unserved {
  readonly serviceIds: readonly string[];
  readonly periods: readonly OpenPeriod[];
}

/** When nobody answers: neither the council itself nor anybody by agreement. Services with the same gaps stand together. */
export function findUnserved(
  span: OpenPeriod,
  office: readonly OpenPeriod[],
  agreements: readonly Cover[],
  services: readonly string[],
): Unserved[] {
  const groups = new Map<string, { serviceIds: string[]; periods: OpenPeriod[] }>();
  for (const service of services) {
    const served = agreements.filter(({ serviceIds }) => covers(serviceIds, service));
    const periods = periodsOutside([...office, ...served.flatMap((one) => one.periods)], span);
    if (periods.length === 0) continue;
    const key = JSON.stringify(periods);
    const group = groups.get(key) ?? { serviceIds: [], periods };
    group.serviceIds.push(service);
    groups.set(key, group);
  }
  return [...groups.values()];
}

export interface Overlap {
  readonly agreementIds: readonly [string, string];
  readonly serviceIds: readonly string[];
  readonly periods: readonly OpenPeriod[];
}

/** Agreements that cover the same service at the same time: it isn't said who answers. */
export function findOverlaps(agreements: readonly Cover[], services: readonly string[]): Overlap[] {
  return agreements.flatMap((one, index) =>
    agreements.slice(index + 1).flatMap((other): Overlap[] => {
      const both = services.filter((service) => covers(one.serviceIds, service) && covers(other.serviceIds, service));
      const periods = intersectPeriods(one.periods, other.periods);
      if (both.length === 0 || periods.length === 0) return [];
      return [{ agreementIds: [one.agreementId, other.agreementId], serviceIds: both, periods }];
    }),
  );
}
