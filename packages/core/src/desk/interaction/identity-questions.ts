import { formatTelephone, identifierName, type CustomerRecord } from '../../customers/index.js';
import type { IdentityQuestion, Interaction } from '../../interactions/index.js';
import { formatFullDate } from '../../kernel/format-time.js';

/** A question to ask the customer, and the answer on record to compare theirs with. */
export interface QuestionToAsk {
  readonly key: IdentityQuestion;
  readonly label: string;
  readonly onRecord: string;
  /** Part of the check that is suggested. */
  readonly isSuggested: boolean;
}

/**
 * The questions that this record can answer, those of the next level suggested: name and address first, then what only
 * the customer knows. At a counter a document can be seen.
 */
export function identityQuestionsFor(
  record: CustomerRecord,
  { channel, identityLevel }: Pick<Interaction, 'channel' | 'identityLevel'>,
): QuestionToAsk[] {
  const answers: Record<IdentityQuestion, string> = {
    name: record.displayName,
    address: [record.addressLine, record.postcode].filter(Boolean).join(', '),
    'date-of-birth': record.bornOn ? formatFullDate(record.bornOn) : '',
    'account-number': record.identifiers.map((one) => `${identifierName(one)} ${one.value}`).join('; '),
    telephone: valuesOf(record, 'telephone').map(formatTelephone).join('; '),
    email: valuesOf(record, 'email').join('; '),
    'photo-id': channel === 'counter' ? 'A passport, driving licence or pass' : '',
  };
  const keys = Object.keys(answers) as IdentityQuestion[];
  const askable = keys.filter((key) => answers[key] !== '');
  const suggested = askable.slice(0, identityLevel === 'none' ? 2 : 3);
  return askable.map((key) => ({
    key,
    label: labels[key],
    onRecord: answers[key],
    isSuggested: suggested.includes(key),
  }));
}

const labels: Readonly<Record<IdentityQuestion, string>> = {
  name: 'Full name',
  address: 'First line of the address and postcode',
  'date-of-birth': 'Date of birth',
  'account-number': 'Account or reference number',
  telephone: 'Phone number that we have',
  email: 'Email address that we have',
  'photo-id': 'Photo identity seen',
};

function valuesOf({ contactPoints }: CustomerRecord, kind: 'telephone' | 'email'): string[] {
  return contactPoints.filter((point) => point.kind === kind).map(({ value }) => value);
}
