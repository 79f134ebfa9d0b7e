import { readPostcode } from './matching/postcode.js';
import type { Customer, CustomerRecord, Need, Representation } from './types.js';

/** How far the caller has proved who they are, in this interaction. */
export type IdentityLevel = 'none' | 'basic' | 'full';

/** What may be shown and said before the caller has proved who they are. */
export interface BeforeCheck {
  readonly shows: 'before-check';
  readonly id: string;
  readonly displayName: string;
  /** The postcode's first half: tells two of one name apart and gives nobody's address away. */
  readonly postcodeArea: string | null;
  /** `no-number`: the contact has none, or it is withheld. */
  readonly call: 'matches' | 'differs' | 'no-number';
  /** How to talk with them; needed from the first word. */
  readonly language: string;
  readonly needs: readonly Need[];
  readonly isDead: boolean;
  /** To compare with who says that they speak for whom; never read out. */
  readonly representations: readonly Representation[];
}

export interface WholeRecord {
  readonly shows: 'record';
  readonly record: CustomerRecord;
}

/**
 * What of a customer an interaction shows at an identity level. Somebody who only knows a name must not learn an
 * address, a date or a number from us (UK GDPR article 5(1)(f)): before a check passes there is the name, the half of
 * the postcode, whether the call comes from a number on record, and what the customer needs. From `basic` on, all.
 */
export function disclose(
  record: CustomerRecord,
  level: IdentityLevel,
  contact: { readonly caller?: string | null | undefined } = {},
): BeforeCheck | WholeRecord {
  if (level !== 'none') return { shows: 'record', record };
  return {
    shows: 'before-check',
    id: record.id,
    displayName: record.displayName,
    postcodeArea: readPostcode(record.postcode ?? '')?.outcode ?? null,
    call: matchCall(record, contact.caller),
    language: record.language,
    needs: record.needs,
    isDead: record.diedOn !== null,
    representations: record.representations,
  };
}

function matchCall({ contactPoints }: CustomerRecord, caller: string | null | undefined): BeforeCheck['call'] {
  if (!caller || caller === 'withheld') return 'no-number';
  const numbers = contactPoints.filter(({ kind }) => kind === 'telephone');
  return numbers.some(({ value }) => value === caller) ? 'matches' : 'differs';
}

/** Whether the record is of somebody who can be spoken with. */
export function isLiving({ diedOn }: Pick<Customer, 'diedOn'>): boolean {
  return diedOn === null;
}
