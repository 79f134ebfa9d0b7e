import type { Instant, LocalDate } from '../kernel/clock.js';
import type { Reads, Writes } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import { everyAuthority } from '../kernel/scope.js';
import type { Activation, Agreement, Side, Signature, Terms, TermsVersion } from './types.js';

interface TermsRow {
  id: string;
  agreement_id: string;
  number: number;
  from_on: LocalDate;
  to_on: LocalDate | null;
  body: string;
  written_at: Instant;
  agreed_at: Instant | null;
}

// Relies on agreement_terms_agreement_id_number_key.
const termsOf = statement<{ agreements: readonly string[] }, TermsRow>(
  `select t.id, t.agreement_id, t.number, t.from_on, t.to_on, t.body, t.written_at, t.agreed_at
   from @agreement_terms t where t.agreement_id in (:agreements*) order by t.agreement_id, t.number`,
);

interface SignatureRow {
  terms_id: string;
  side: Side;
  person_id: string;
  name: string;
  signed_at: Instant;
}

// Relies on agreement_signatures_agreement_id_idx.
const signaturesOf = statement<{ agreements: readonly string[] }, SignatureRow>(
  `select s.terms_id, s.side, s.person_id, p.display_name as name, s.signed_at
   from @agreement_signatures s join people p on p.id = s.person_id
   where s.agreement_id in (:agreements*) order by s.signed_at, s.id`,
);

/** Every version of the terms of agreements that the reader may see, oldest first, by the agreement's id. */
export async function listTerms(db: Reads, agreements: readonly string[]): Promise<Map<string, TermsVersion[]>> {
  const everywhere = db.within(everyAuthority);
  const signed = new Map<string, Signature[]>();
  for (const { terms_id: id, person_id: personId, signed_at: signedAt, ...row } of await everywhere.all(signaturesOf, {
    agreements,
  }))
    signed.set(id, [...(signed.get(id) ?? []), { ...row, personId, signedAt }]);
  const terms = new Map<string, TermsVersion[]>();
  for (const row of await everywhere.all(termsOf, { agreements })) {
    const version = toVersion(row, signed.get(row.id) ?? []);
    terms.set(row.agreement_id, [...(terms.get(row.agreement_id) ?? []), version]);
  }
  return terms;
}

function toVersion(row: TermsRow, signatures: readonly Signature[]): TermsVersion {
  return {
    id: row.id,
    number: row.number,
    fromOn: row.from_on,
    toOn: row.to_on,
    terms: JSON.parse(row.body) as Terms,
    writtenAt: row.written_at,
    agreedAt: row.agreed_at,
    signatures,
  };
}

export interface WrittenTerms {
  readonly fromOn: LocalDate;
  readonly toOn: LocalDate | null;
  readonly terms: Terms;
}

const rowOf = ({ fromOn, toOn, terms }: WrittenTerms) => ({
  from_on: fromOn,
  to_on: toOn,
  body: JSON.stringify(terms),
});

export async function insertTerms(
  db: Writes,
  about: Pick<Agreement, 'receiverId'> & {
    readonly id: string;
    readonly agreementId: string;
    readonly number: number;
    readonly writtenBy: string | null;
  },
  written: WrittenTerms,
  now: Instant,
): Promise<void> {
  await db.within(everyAuthority).insert('agreement_terms', {
    ...{ id: about.id, authority_id: about.receiverId, agreement_id: about.agreementId, number: about.number },
    ...{ ...rowOf(written), written_by: about.writtenBy, written_at: now, agreed_at: null },
  });
}

/** Rewrites terms that are not agreed yet. Whoever had signed them has not signed these. */
export async function rewriteTerms(db: Writes, termsId: string, written: WrittenTerms, now: Instant): Promise<void> {
  const everywhere = db.within(everyAuthority);
  await everywhere.update('agreement_terms', { id: termsId }, { ...rowOf(written), written_at: now });
  await everywhere.remove('agreement_signatures', { terms_id: termsId });
}

export async function insertSignature(
  db: Writes,
  about: Pick<Agreement, 'receiverId'> & {
    readonly id: string;
    readonly agreementId: string;
    readonly termsId: string;
  },
  signature: Pick<Signature, 'side' | 'personId' | 'signedAt'> & { readonly digest: string },
): Promise<void> {
  await db.within(everyAuthority).insert('agreement_signatures', {
    ...{ id: about.id, authority_id: about.receiverId, terms_id: about.termsId, agreement_id: about.agreementId },
    ...{ side: signature.side, person_id: signature.personId, signed_at: signature.signedAt, digest: signature.digest },
  });
}

export async function markAgreed(db: Writes, termsId: string, now: Instant): Promise<void> {
  await db.within(everyAuthority).update('agreement_terms', { id: termsId }, { agreed_at: now });
}

interface ActivationRow {
  agreement_id: string;
  from_at: Instant;
  to_at: Instant;
  reason: string;
  wait_minutes: number | null;
  name: string;
}

// Relies on agreement_activations_agreement_id_to_at_idx.
const runningOf = statement<{ agreements: readonly string[]; now: Instant }, ActivationRow>(
  `select a.agreement_id, a.from_at, a.to_at, a.reason, a.wait_minutes, p.display_name as name
   from @agreement_activations a join people p on p.id = a.person_id
   where a.agreement_id in (:agreements*) and a.to_at > :now order by a.agreement_id, a.to_at`,
);

/** The activations that are not over, by the agreement's id. */
export async function listActivations(
  db: Reads,
  agreements: readonly string[],
  now: Instant,
): Promise<Map<string, Activation>> {
  const rows = await db.within(everyAuthority).all(runningOf, { agreements, now });
  return new Map(
    rows.map((row) => [
      row.agreement_id,
      {
        fromAt: row.from_at,
        toAt: row.to_at,
        reason: row.reason,
        waitMinutes: row.wait_minutes,
        name: row.name,
      },
    ]),
  );
}

export async function insertActivation(
  db: Writes,
  about: { readonly id: string; readonly receiverId: number; readonly agreementId: string; readonly personId: string },
  activation: Pick<Activation, 'fromAt' | 'toAt' | 'reason' | 'waitMinutes'>,
): Promise<void> {
  await db.within(everyAuthority).insert('agreement_activations', {
    ...{ id: about.id, authority_id: about.receiverId, agreement_id: about.agreementId, person_id: about.personId },
    ...{ from_at: activation.fromAt, to_at: activation.toAt, reason: activation.reason },
    wait_minutes: activation.waitMinutes,
  });
}

const closeRunning = statement<{ agreement: string; now: Instant }, never>(
  'update agreement_activations set to_at = :now where agreement_id = :agreement and to_at > :now',
);

/** Ends what runs. Answers whether anything did. */
export async function endActivations(db: Writes, agreementId: string, now: Instant): Promise<boolean> {
  return (await db.run(closeRunning, { agreement: agreementId, now })) > 0;
}
