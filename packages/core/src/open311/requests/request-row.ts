import type { Authority } from '../../authorities/index.js';
import type { Instant } from '../../kernel/clock.js';
import { answerText, answerTo, findStatus, visibleQuestions, type ServiceDefinition } from '../../services/index.js';
import type { ReportedCase } from './requests-repository.js';

/** An instant as W3CDTF with its zone: `2026-11-16T10:00:00Z`. */
export function w3cTime(at: Instant): string {
  return new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

interface Told {
  readonly council: Pick<Authority, 'name'>;
  readonly definition: ServiceDefinition;
  /** Whether it is told to whom reported it. */
  readonly isOwn: boolean;
}

/**
 * A case as a request of GeoReport v2. Whoever reported it reads what they sent. Everybody else reads what can name
 * nobody: the service, the state, what was chosen from lists, and roughly where.
 */
export function requestRow(one: ReportedCase, { council, definition, isOwn }: Told) {
  const { lat, long } = isOwn ? one : roughly(one);
  return {
    ...{ service_request_id: one.id, status: one.statusKind === 'closed' ? 'closed' : 'open' },
    ...{ status_notes: stateWords(one, definition), service_name: one.serviceName, service_code: one.serviceKey },
    description: (isOwn ? one.description : chosenWords(one, definition)) ?? null,
    ...{ agency_responsible: council.name, service_notice: null },
    requested_datetime: w3cTime(one.openedAt),
    updated_datetime: w3cTime(one.closedAt ?? one.updatedAt),
    expected_datetime: one.dueAt === null ? null : w3cTime(one.dueAt),
    ...{ address: isOwn ? one.locationText : null, address_id: isOwn ? one.uprn : null, zipcode: null },
    ...{ lat, long, media_url: isOwn ? one.mediaUrl : null },
  };
}

/** Its state in words for customers. */
export function stateWords(
  { status, statusKind, outcome }: Pick<ReportedCase, 'status' | 'statusKind' | 'outcome'>,
  { lifecycle, outcomes }: Pick<ServiceDefinition, 'lifecycle' | 'outcomes'>,
): string {
  const ended = statusKind === 'closed' ? outcomes.find(({ key }) => key === outcome) : undefined;
  return ended?.publicLabel ?? findStatus(lifecycle, status)?.publicLabel ?? status;
}

const places = (value: number | null, digits: number): number | null =>
  value === null ? null : Number(value.toFixed(digits));

/** To about 100 metres; a case at an address, which may be somebody’s home, to about a kilometre. */
function roughly({ placeId, lat, long }: ReportedCase): Pick<ReportedCase, 'lat' | 'long'> {
  const digits = placeId === null ? 3 : 2;
  return { lat: places(lat, digits), long: places(long, digits) };
}

/** Answers that were chosen and not written, to questions about nobody. */
function chosenWords({ answers }: ReportedCase, definition: ServiceDefinition): string | undefined {
  const lines = visibleQuestions(definition, answers).flatMap((question) => {
    const isChosen = question.type === 'choice' || question.type === 'choices' || question.type === 'yes-no';
    const answer = answerTo(answers, question.key);
    if (!isChosen || question.personal !== 'none' || answer === undefined) return [];
    return [`${question.label} ${answerText(question, answer)}`];
  });
  return lines.length > 0 ? lines.join('\n') : undefined;
}
