import { answerNote, lookUpText } from '../../places/index.js';
import type { ServiceDefinition } from '../../services/index.js';
import type { NoteView } from '../../web/components.js';
import type { FieldView, MapPointView, MapSettings } from '../../web/form-components.js';
import type { Elsewhere } from './address-elsewhere.js';
import type { RawForm } from './read-log-form.js';

/** What the question needs to know. */
export interface LocationInput {
  readonly definition: Pick<ServiceDefinition, 'location'>;
  readonly raw: Pick<RawForm, 'location'>;
  readonly map?: MapSettings | undefined;
  /** The place that is known, offered first. */
  readonly place?: FoundAddress | undefined;
  /** Addresses found for what was searched. */
  readonly found?: { readonly searched: string; readonly places: readonly FoundAddress[] } | undefined;
  /** Where it can be looked up besides. */
  readonly elsewhere?: Elsewhere | undefined;
}

export interface FoundAddress {
  readonly id: string;
  readonly line: string;
}

/** The question where it is: addresses to choose from, an address in words, a point. */
export interface LocationControl {
  readonly legend: string;
  readonly error: string | undefined;
  readonly address: AddressControl | undefined;
  readonly point: MapPointView | undefined;
}

export interface AddressControl {
  readonly searched: string;
  /** Classes of the boxes to write in: which are marked when the question has an error. */
  readonly searchClasses: string;
  readonly choices: readonly {
    readonly id: string;
    readonly value: string;
    readonly text: string;
    readonly checked: boolean;
  }[];
  /** Said when a search found nothing. */
  readonly nothingFound: string | undefined;
  /** Looks it up in another system; undefined: there is none. */
  readonly lookUpText: string | undefined;
  /** What that system said, where it told no address. */
  readonly note: NoteView | undefined;
  readonly byHand: readonly FieldView[];
  readonly isByHand: boolean;
}

/** The id of the element that a fault of the location links to. */
export function locationId({ kind }: ServiceDefinition['location']): string {
  return kind === 'point' ? 'location-description' : 'location-search';
}

export function locationControl(input: LocationInput, error: string | undefined): LocationControl | undefined {
  const { kind, required } = input.definition.location;
  if (kind === 'none') return undefined;
  return {
    legend: required ? 'Where is it?' : 'Where is it? (optional)',
    error,
    address: kind === 'point' ? undefined : addressControl(input, error),
    point:
      kind === 'address' ? undefined : { ...pointControl(input), isWrong: kind === 'point' && error !== undefined },
  };
}

function addressControl({ raw, place, found, elsewhere }: LocationInput, error: string | undefined): AddressControl {
  const chosen = partOf(raw.location, 'placeId');
  const told = (elsewhere?.answer?.items ?? []).map(({ chosen: id, line, uprn }) => ({
    id,
    line: `${line} (UPRN ${uprn})`,
  }));
  const offered = [...(place ? [place] : []), ...(found?.places ?? []).filter(({ id }) => id !== place?.id), ...told];
  const text = partOf(raw.location, 'text');
  const isByHand = text !== '' || found?.places.length === 0 || elsewhere?.answer?.items.length === 0;
  const wrong = error === undefined ? '' : 'govuk-input--error';
  const byHand = isByHand ? wrong : '';
  return {
    searched: found?.searched ?? elsewhere?.searched ?? '',
    searchClasses: isByHand ? '' : wrong,
    choices: offered.map(({ id, line }, index) => ({
      id: `location-place-${index + 1}`,
      value: id,
      text: line,
      checked: id === chosen,
    })),
    nothingFound:
      found?.places.length === 0
        ? 'No address matches. Try the postcode alone, or write the address below.'
        : undefined,
    lookUpText: elsewhere && lookUpText(elsewhere.book),
    note: elsewhere && elsewhereNote(elsewhere),
    byHand: [
      {
        control: 'text',
        name: 'location.text',
        id: 'location-text',
        label: { text: 'House and street' },
        value: text,
        classes: byHand,
        autocomplete: 'off',
      },
      {
        control: 'text',
        name: 'location.postcode',
        id: 'location-postcode',
        label: { text: 'Postcode' },
        value: partOf(raw.location, 'postcode'),
        classes: `govuk-input--width-10 ${byHand}`.trim(),
        autocomplete: 'off',
      },
    ],
    isByHand,
  };
}

function elsewhereNote({ book, searched, answer }: Elsewhere): NoteView | undefined {
  const goOn = 'Write the address below, or look it up again.';
  if (answer?.more) return { tone: 'info', text: 'There are more. Add the house number to see fewer.', isStatus: true };
  if (answer) return answerNote(book, answer, goOn);
  if (searched === undefined) return undefined;
  return { tone: 'info', text: 'Type a postcode, or the house and street, then look it up.', isStatus: true };
}

function pointControl({ definition, raw, map }: LocationInput): MapPointView {
  return {
    name: 'location',
    label: 'Show or describe the place',
    latitude: partOf(raw.location, 'lat'),
    longitude: partOf(raw.location, 'long'),
    description: partOf(raw.location, 'description') || wordsFor(definition, raw),
    ...(map === undefined ? {} : { map }),
  };
}

/** A stored place in words goes into the one box that there is. */
function wordsFor({ location }: LocationInput['definition'], raw: LocationInput['raw']): string {
  return location.kind === 'point' ? partOf(raw.location, 'text') : '';
}

function partOf(raw: unknown, part: string): string {
  if (typeof raw !== 'object' || raw === null || !Object.hasOwn(raw, part)) return '';
  const value = (raw as Record<string, unknown>)[part];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
