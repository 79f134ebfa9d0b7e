import type { ServiceDefinition } from '../types.js';

/** A case older than this is hardly about what somebody reports now; 100 m is as far as people point beside a thing. */
const usual = { withinM: 100, withinDays: 28 };

/** Within how many metres and days an open case of the service is probably about what is reported now. */
export function alikeLimits({ alike }: Pick<ServiceDefinition, 'alike'>): typeof usual {
  return { withinM: alike?.withinM ?? usual.withinM, withinDays: alike?.withinDays ?? usual.withinDays };
}
