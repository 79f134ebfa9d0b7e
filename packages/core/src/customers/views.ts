import { capitalised } from '../kernel/capitalised.js';
import type { LocalDate } from '../kernel/clock.js';
import { formatFullDate } from '../kernel/format-time.js';
import type { EmptyStateView, PaginationView, PillView } from '../web/components.js';
import type { SelectOption } from '../web/form-components.js';
import type { LookupReason } from './matching/plan-search.js';
import { formatTelephone } from '../kernel/telephone.js';
import type { CustomerHit, LikelySame, SearchAnswer } from './types.js';
import { evidenceWords, reasonWords } from './words.js';

/** A found customer in a list. */
export interface HitView {
  readonly id: string;
  readonly href: string;
  readonly name: string;
  readonly pills: readonly PillView[];
  /** Address, number and date of birth in one line; empty for a restricted record. */
  readonly about: string;
  /** "Found by name and postcode". */
  readonly why: string;
}

export interface CustomersPage {
  readonly text: string;
  /** Empty when the person has one authority's customers only. */
  readonly authorities: readonly SelectOption[];
  readonly suggestHref: string;
  readonly newHref: string;
  /** Empty for who may not look through likely duplicates. */
  readonly duplicatesHref: string;
  readonly hits: readonly HitView[];
  /** "3 customers, the likeliest first". */
  readonly countText: string;
  /** More match than can be ranked. */
  readonly narrowText?: string;
  readonly empty?: EmptyStateView;
  readonly pages?: PaginationView;
}

export interface HitsView {
  readonly hits: readonly HitView[];
}

export interface SuggestionsView extends HitsView {
  readonly countText: string;
}

export function hitView(hit: CustomerHit, found: { readonly why?: string } = {}): HitView {
  const { id, matchedBy } = hit;
  const [reason] = matchedBy;
  return {
    id,
    href: `/desk/customers/${id}`,
    name: hit.displayName ?? 'Restricted record',
    pills: pillsOf(hit),
    about: aboutHit(hit),
    why: found.why ?? foundText(reason, hit.alsoKnownAs),
  };
}

/** "Found by name · also known as Siân Parry". */
function foundText(reason: LookupReason | undefined, alsoKnownAs: string | null): string {
  const found = reason === undefined ? '' : `Found by ${reasonWords[reason]}`;
  return [found, alsoKnownAs === null ? '' : `also known as ${alsoKnownAs}`].filter(Boolean).join(' · ');
}

function pillsOf({ kind, diedOn, restricted }: CustomerHit): PillView[] {
  return [
    ...(kind === 'organisation' ? [{ text: 'Organisation', tone: 'neutral' as const }] : []),
    ...(diedOn === null ? [] : [{ text: 'Died', tone: 'bad' as const }]),
    ...(restricted ? [{ text: 'Give a reason to open it', tone: 'warning' as const }] : []),
  ];
}

function aboutHit({ addressLine, postcode, telephone, bornOn }: CustomerHit): string {
  const address = [addressLine, postcode].filter(Boolean).join(', ');
  const born = bornOn === null ? '' : `born ${formatFullDate(bornOn)}`;
  return [address, telephone === null ? '' : formatTelephone(telephone), born].filter(Boolean).join(' · ');
}

/** A likely duplicate, with what agrees and what doesn't. */
export function likelyView({ hit, evidence }: LikelySame): HitView {
  const words = evidence.map((piece) => evidenceWords[piece]).join(', ');
  return hitView(hit, { why: capitalised(words) });
}

interface SearchFacts {
  readonly text: string;
  readonly authorityId?: number | undefined;
  readonly authorities: readonly { readonly id: number; readonly name: string }[];
  readonly mayCreate: boolean;
  readonly mayReviewDuplicates: boolean;
}

export function customersPage(facts: SearchFacts, answer: SearchAnswer | undefined): CustomersPage {
  const { text, authorityId, authorities } = facts;
  const chosen: Query = authorityId === undefined ? {} : { authority: String(authorityId) };
  const newHref = address('/desk/customers/new', text ? { q: text, ...chosen } : chosen);
  const hits = (answer?.items ?? []).map((hit) => hitView(hit));
  return {
    text,
    authorities: authorities.length < 2 ? [] : authorityOptions(authorities, authorityId),
    suggestHref: address('/desk/customers/suggest', chosen),
    newHref: facts.mayCreate ? newHref : '',
    duplicatesHref: facts.mayReviewDuplicates ? '/desk/customers/duplicates' : '',
    hits,
    countText: countText(answer, hits.length),
    ...(answer?.shows === 'some' ? { narrowText: 'More match. Add a first name, postcode or date of birth.' } : {}),
    ...(answer && hits.length === 0 ? { empty: nobody(facts, newHref) } : {}),
    ...(answer?.nextCursor ? { pages: nextPage({ q: text, ...chosen, cursor: answer.nextCursor }) } : {}),
  };
}

function authorityOptions(
  authorities: SearchFacts['authorities'],
  chosen: number | undefined,
): readonly SelectOption[] {
  const every = { value: '', text: 'All my authorities', selected: chosen === undefined };
  return [every, ...authorities.map(({ id, name }) => ({ value: id, text: name, selected: id === chosen }))];
}

function countText(answer: SearchAnswer | undefined, shown: number): string {
  if (!answer) return '';
  const more = answer.nextCursor !== null || answer.shows === 'some';
  const count = `${shown}${more ? ' or more' : ''} ${shown === 1 && !more ? 'customer' : 'customers'}`;
  return shown > 1 ? `${count}, the likeliest first` : count;
}

function nobody({ mayCreate }: SearchFacts, newHref: string): EmptyStateView {
  const text = 'Nobody on record matches. Try less: a surname and postcode, or the last digits of a number.';
  return mayCreate ? { text, action: { text: 'Add this customer', href: newHref, key: 'N' } } : { text };
}

type Query = Readonly<Record<string, string>>;

function nextPage(query: Query): PaginationView {
  return { next: { href: address('/desk/customers', query), text: 'Next' } };
}

export function suggestionsView(answer: SearchAnswer): SuggestionsView {
  const { length } = answer.items;
  const countText = length === 0 ? 'No suggestions' : `${length} ${length === 1 ? 'suggestion' : 'suggestions'}`;
  return { hits: answer.items.map((hit) => hitView(hit)), countText };
}

function address(path: string, query: Query): string {
  const text = new URLSearchParams(query).toString();
  return text === '' ? path : `${path}?${text}`;
}

/** Customers on record who look like the one being added. */
export interface LikelySamePage extends HitsView {
  readonly heading: string;
  readonly action: string;
  readonly csrfToken: string;
  readonly once: string;
  /** What was typed, to be sent again. */
  readonly hidden: readonly { readonly name: string; readonly value: string }[];
  readonly backHref: string;
}

/** A date of a record, always with its year. */
export function dateText(on: LocalDate | null): string {
  return on === null ? '' : formatFullDate(on);
}
