import { localDateAt } from '../../kernel/london-time.js';
import { badInput } from '../../kernel/errors.js';
import type { PublishedService, Question } from '../../services/index.js';
import { isAskable } from '../offers/offer-rules.js';
import { allOf, oneOf, type GeoFields } from '../wire/geo-routes.js';

/** GeoReport v2: how long a description may be. */
const longestDescription = 4000;

/** What another system reports, as logging a case takes it. */
export interface Report {
  readonly answers: Readonly<Record<string, string | readonly string[]>>;
  readonly location: Readonly<Record<string, string>> | undefined;
  readonly participant: Readonly<Record<string, string>>;
  /** What no question takes: the description, a link, attributes that the form doesn't have. */
  readonly note: string | undefined;
  readonly description: string | undefined;
  readonly mediaUrl: string | undefined;
}

/**
 * Reads a report. What the form doesn't ask is kept in the note rather than refused, because clients differ from the
 * text of the standard. A link is kept as words, and never followed.
 * @throws bad_input on `note` or `media_url`
 */
export function readReport(fields: GeoFields, { definition }: Pick<PublishedService, 'definition'>): Report {
  const description = oneOf(fields, 'description');
  if (description !== undefined && [...description].length > longestDescription)
    throw fault('note', `Shorten it to ${longestDescription} characters or fewer`);
  const mediaUrl = readMediaUrl(fields);
  const questions = definition.form.questions.filter(isAskable);
  return {
    answers: Object.fromEntries(questions.flatMap((question) => answerFrom(fields, question))),
    location: locationFrom(fields, definition.location.kind),
    participant: participantFrom(fields),
    note: noteFrom(fields, questions, { description, mediaUrl, kind: definition.location.kind }),
    ...{ description, mediaUrl },
  };
}

const attribute = (code: string): string => `attribute[${code}]`;

function answerFrom(fields: GeoFields, { key, type }: Question): [string, string | readonly string[]][] {
  const given = allOf(fields, attribute(key));
  const [first] = given;
  if (first === undefined) return [];
  if (type === 'choices') return [[key, given]];
  return [[key, type === 'date' ? dayOf(first) : first]];
}

/** The day in Europe/London of an instant with its zone; anything else as it came. */
function dayOf(text: string): string {
  const at = /T\d{2}:\d{2}.*(?:Z|[+-]\d{2}:\d{2})$/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? text.replace(/T.*$/, '') : localDateAt(at);
}

/** A UPRN as address_id, or as the attribute that FixMyStreet sends it in. */
const uprnIn = (fields: GeoFields): string | undefined =>
  oneOf(fields, 'address_id') ?? oneOf(fields, attribute('uprn'));

type LocationKind = PublishedService['definition']['location']['kind'];

function locationFrom(fields: GeoFields, kind: LocationKind): Report['location'] {
  const [lat, long, words] = [oneOf(fields, 'lat'), oneOf(fields, 'long'), oneOf(fields, 'address_string')];
  const uprn = uprnIn(fields);
  if (kind === 'none') return undefined;
  const isPoint = kind === 'point' || (kind === 'either' && lat !== undefined);
  if (isPoint) return filled({ lat, long, description: words ?? (uprn === undefined ? undefined : `UPRN ${uprn}`) });
  return filled({ uprn, text: words ?? (uprn === undefined ? undefined : `UPRN ${uprn}`) });
}

function participantFrom(fields: GeoFields): Report['participant'] {
  const names = [oneOf(fields, 'first_name'), oneOf(fields, 'last_name')].filter((name) => name && name !== '-');
  const name = names.join(' ') || undefined;
  return filled({ name, email: oneOf(fields, 'email'), telephone: oneOf(fields, 'phone') }) ?? {};
}

function filled(fields: Readonly<Record<string, string | undefined>>): Record<string, string> | undefined {
  const given = Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return given.length > 0 ? Object.fromEntries(given) : undefined;
}

function noteFrom(
  fields: GeoFields,
  questions: readonly Question[],
  { description, mediaUrl, kind }: Pick<Report, 'description' | 'mediaUrl'> & { readonly kind: LocationKind },
): string | undefined {
  const asked = new Set(questions.map(({ key }) => attribute(key)));
  const others = Object.keys(fields).filter((name) => name.startsWith('attribute[') && !asked.has(name));
  const extra = others.flatMap((name) => allOf(fields, name).map((text) => `${name.slice(10, -1)}: ${text}`));
  const place = kind === 'address' && oneOf(fields, 'lat') !== undefined ? [pointWords(fields)] : [];
  const account = oneOf(fields, 'account_id');
  const lines = [
    description,
    mediaUrl && `Photo: ${mediaUrl}`,
    ...place,
    account && `Account there: ${account}`,
    ...extra.slice(0, 50),
  ];
  return lines.filter(Boolean).join('\n').slice(0, 9000) || undefined;
}

const pointWords = (fields: GeoFields): string =>
  `Point: ${oneOf(fields, 'lat') ?? ''}, ${oneOf(fields, 'long') ?? ''}`;

function readMediaUrl(fields: GeoFields): string | undefined {
  const text = oneOf(fields, 'media_url');
  if (text === undefined) return undefined;
  if (/^https?:\/\/\S{1,1900}$/.test(text) && URL.canParse(text)) return text;
  throw fault('media_url', 'Give one address that begins with https://, or leave it out');
}

function fault(field: string, message: string): Error {
  return badInput({ faults: [{ field, message }] });
}
