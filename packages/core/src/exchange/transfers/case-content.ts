import { answerViews, type Case } from '../../cases/index.js';
import type { ServiceDefinition } from '../../services/index.js';
import type { CaseContent } from '../wire/message.js';
import type { TransferField } from './transfer-types.js';

export interface ChosenContent {
  readonly fields: readonly TransferField[];
  readonly lawfulBasis: string;
  readonly purpose: string;
  readonly note?: string | undefined;
}

/** What is sent of a case: the same function makes the preview and the message. */
export function contentOf(found: Case, definition: ServiceDefinition, chosen: ChosenContent): CaseContent {
  const { participant, place } = found;
  const { lawfulBasis, purpose, note } = chosen;
  const fields = [...new Set(chosen.fields)].sort();
  const sends = (field: TransferField): boolean => fields.includes(field);
  return {
    service_request_id: found.reference,
    service_code: found.serviceKey,
    service_name: found.serviceName,
    title: found.title,
    requested_datetime: new Date(found.openedAt).toISOString(),
    ...present({
      description: sends('description') ? answersOf(found, definition) : null,
      address: sends('place') ? place.text : null,
      lat: sends('place') ? place.lat : null,
      long: sends('place') ? place.long : null,
      name: sends('name') ? participant.name : null,
      phone: sends('telephone') ? participant.telephone : null,
      email: sends('email') ? participant.email : null,
      note,
    }),
    terms: { lawful_basis: lawfulBasis, purpose, fields },
  };
}

type Optional = Pick<CaseContent, 'description' | 'address' | 'lat' | 'long' | 'name' | 'phone' | 'email' | 'note'>;

function present(values: { readonly [K in keyof Optional]: Optional[K] | null }): Optional {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== null && value !== undefined && value !== ''),
  );
}

const longest = 10_000;

function answersOf({ answers }: Case, definition: ServiceDefinition): string {
  const lines = answerViews(definition, answers).map(
    ({ label, value }) => `${label}${label.endsWith('?') ? '' : ':'} ${value}`,
  );
  return lines.join('\n').slice(0, longest);
}
