import { listAuthorities, type Authority } from '../authorities/index.js';
import type { Instant } from '../kernel/clock.js';
import type { Kernel } from '../kernel/kernel.js';
import { localDateAt } from '../kernel/london-time.js';
import { everyAuthority } from '../kernel/scope.js';
import { listListedServices, listOffered } from '../services/index.js';
import { referralService, type ReferralService } from './referral-records.js';

/** A service, and the words by which it is found. */
export interface FoundService {
  readonly service: ReferralService;
  readonly words: string;
}

/** The councils of the installation, by name. */
export async function listCouncils(kernel: Kernel): Promise<Authority[]> {
  return (await listAuthorities(kernel)).filter(({ kind }) => kind === 'authority');
}

/** Every service that a council offers residents today, by name. */
export async function listReferrals(kernel: Kernel, now: Instant): Promise<FoundService[]> {
  const councils = new Map((await listCouncils(kernel)).map((council) => [council.id, council]));
  const db = kernel.db.read(everyAuthority);
  const offered = await listOffered(db, localDateAt(now));
  const numbers = [...new Set(offered.flatMap(({ definition }) => definition.lgsl))];
  const labels = new Map((await listListedServices(db, numbers)).map(({ id, label }) => [id, label]));
  return offered.flatMap((service) => {
    const council = councils.get(service.authorityId);
    if (!council) return [];
    const { summary, keywords, group } = service.definition;
    const words = [service.name, summary, group, ...keywords].join(' ').toLowerCase();
    return [{ service: referralService(service, council, labels), words }];
  });
}

export interface ReferralFilter {
  readonly search?: string | undefined;
  readonly organization_id?: string | undefined;
  readonly taxonomy_id?: string | undefined;
  readonly taxonomy_term_id?: string | undefined;
}

/** Those that have every word, and every term that is asked for. */
export function filterReferrals(all: readonly FoundService[], filter: ReferralFilter): ReferralService[] {
  const words = filter.search?.toLowerCase().split(/\s+/).filter(Boolean) ?? [];
  const terms = (service: ReferralService) => service.attributes.map(({ taxonomy_term: term }) => term);
  return all.flatMap(({ service, words: own }) => {
    const fits =
      words.every((word) => own.includes(word)) &&
      (filter.organization_id === undefined || service.organization.id === filter.organization_id) &&
      (filter.taxonomy_term_id === undefined || terms(service).some(({ id }) => id === filter.taxonomy_term_id)) &&
      (filter.taxonomy_id === undefined || terms(service).some((term) => term.taxonomy_id === filter.taxonomy_id));
    return fits ? [service] : [];
  });
}
