import type { Instant } from '../../kernel/clock.js';
import type { Reads, Writes } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import type { AuthorityId } from '../../kernel/scope.js';
import type { PreferredChannel } from '../types.js';

export const consentPurposes = ['survey', 'newsletter', 'service-news', 'share-with-partner', 'research'] as const;
export type ConsentPurpose = (typeof consentPurposes)[number];

/** UK GDPR article 6(1), as far as a council's purposes rest on it. */
export const lawfulBases = ['consent', 'public-task', 'legal-obligation', 'contract', 'vital-interests'] as const;
export type LawfulBasis = (typeof lawfulBases)[number];

/** Something that a customer agreed to. It holds until it is withdrawn; what was withdrawn stays on record. */
export interface Consent {
  readonly id: string;
  readonly customerId: string;
  readonly purpose: ConsentPurpose;
  readonly lawfulBasis: LawfulBasis;
  /** `null`: by whichever channel. */
  readonly channel: PreferredChannel | null;
  readonly wordingVersion: string;
  readonly evidence: string;
  readonly givenAt: Instant;
  readonly givenToName: string | null;
  readonly withdrawnAt: Instant | null;
  readonly withdrawnToName: string | null;
}

interface ConsentRow {
  id: string;
  customer_id: string;
  purpose: string;
  lawful_basis: string;
  channel: string | null;
  wording_version: string;
  evidence: string;
  given_at: number;
  given_to_name: string | null;
  withdrawn_at: number | null;
  withdrawn_to_name: string | null;
}

const select = `select k.id, k.customer_id, k.purpose, k.lawful_basis, k.channel, k.wording_version, k.evidence,
    k.given_at, g.display_name as given_to_name, k.withdrawn_at, w.display_name as withdrawn_to_name
  from @consents k left join people g on g.id = k.given_to left join people w on w.id = k.withdrawn_to`;

const byId = statement<{ id: string }, ConsentRow>(`${select} where k.id = :id`);
// Relies on consents_customer_id_idx.
const ofCustomer = statement<{ customer: string }, ConsentRow>(
  `${select} where k.customer_id = :customer
   order by case when k.withdrawn_at is null then 0 else 1 end, k.given_at desc, k.id`,
);

export async function findConsent(db: Reads, id: string): Promise<Consent | undefined> {
  const row = await db.first(byId, { id });
  return row && toConsent(row);
}

/** Those that hold first, then the withdrawn ones; each the latest first. */
export async function listConsentsOf(db: Reads, customer: string): Promise<Consent[]> {
  return (await db.all(ofCustomer, { customer })).map(toConsent);
}

/** Codes are cast: only this capability's commands write them, and they check each against its list. */
function toConsent(row: ConsentRow): Consent {
  return {
    id: row.id,
    customerId: row.customer_id,
    purpose: row.purpose as ConsentPurpose,
    lawfulBasis: row.lawful_basis as LawfulBasis,
    channel: row.channel as PreferredChannel | null,
    wordingVersion: row.wording_version,
    evidence: row.evidence,
    givenAt: row.given_at,
    givenToName: row.given_to_name,
    withdrawnAt: row.withdrawn_at,
    withdrawnToName: row.withdrawn_to_name,
  };
}

export type NewConsent = Omit<Consent, 'givenToName' | 'withdrawnAt' | 'withdrawnToName'> & {
  readonly authorityId: AuthorityId;
  readonly givenTo: string | null;
};

export async function insertConsent(db: Writes, consent: NewConsent): Promise<void> {
  await db.insert('consents', {
    id: consent.id,
    authority_id: consent.authorityId,
    customer_id: consent.customerId,
    purpose: consent.purpose,
    lawful_basis: consent.lawfulBasis,
    channel: consent.channel,
    wording_version: consent.wordingVersion,
    evidence: consent.evidence,
    given_at: consent.givenAt,
    given_to: consent.givenTo,
  });
}

export async function markWithdrawn(
  db: Writes,
  id: string,
  { at, to }: { readonly at: Instant; readonly to: string | null },
): Promise<void> {
  await db.update('consents', { id }, { withdrawn_at: at, withdrawn_to: to });
}
