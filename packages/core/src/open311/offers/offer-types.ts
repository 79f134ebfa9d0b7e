import type { AuthorityId } from '../../kernel/scope.js';
import type { PublishedService } from '../../services/index.js';

/**
 * How far a service is open to others. `closed`: not at all. `reports`: a key may report under it, and sees what it
 * reported. `requests`: everybody sees what was reported under it as well, without persons.
 */
export const offerings = ['closed', 'reports', 'requests'] as const;
export type Offering = (typeof offerings)[number];

/** What a council has said of one of its services. Version 0: nothing yet. */
export interface Offer {
  readonly serviceId: string;
  readonly authorityId: AuthorityId;
  readonly shows: Offering;
  readonly version: number;
}

/** A service with what was said of it. */
export interface OfferedService {
  readonly service: PublishedService;
  readonly shows: Exclude<Offering, 'closed'>;
}
