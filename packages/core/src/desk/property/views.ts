import type { AlertNoteView } from '../../alerts/index.js';
import type { DescribedSummary, PlaceSaidView } from '../../cases/index.js';
import { formatTelephone, occupancyWords, periodText, type CustomerAtPlace } from '../../customers/index.js';
import type { Instant } from '../../kernel/clock.js';
import type { PlaceSummary } from '../../places/index.js';
import { caseLine, type CaseLine } from '../case-lines.js';

export interface PersonLine {
  readonly name: string;
  readonly href: string;
  readonly detail: string;
}

export interface PropertyPage {
  readonly summary: PlaceSummary;
  readonly alerts: readonly AlertNoteView[];
  readonly proposeHref: string | undefined;
  readonly openCases: readonly CaseLine[];
  readonly closedCases: readonly CaseLine[];
  readonly people: readonly PersonLine[];
  readonly startHref: string | undefined;
  /** Where other systems are asked; undefined: there is none to ask. */
  readonly works: { readonly href: string; readonly text: string } | undefined;
}

/** What other systems know of a property, on a page of its own. */
export interface PlaceWorksPage extends SaidView {
  readonly line: string;
  readonly href: string;
}

export interface SaidView {
  /** Empty: no other system can be asked. */
  readonly said: readonly PlaceSaidView[];
  /** Of its headings, under that of the page or of its card. */
  readonly level: 2 | 3;
}

interface PropertyFacts {
  readonly id: string;
  readonly summary: PlaceSummary;
  readonly cases: readonly DescribedSummary[];
  readonly people: readonly CustomerAtPlace[];
  readonly alerts: readonly AlertNoteView[];
  /** What systems are called that can be asked about it. */
  readonly works: readonly string[];
  readonly mayPropose: boolean;
  readonly mayHandle: boolean;
  readonly now: Instant;
}

export function propertyPage(facts: PropertyFacts): PropertyPage {
  const { id, summary, cases, people, alerts, works, mayHandle, mayPropose, now } = facts;
  const lines = (closed: boolean): CaseLine[] =>
    cases.filter(({ statusKind }) => (statusKind === 'closed') === closed).map((one) => caseLine(one, now));
  return {
    summary,
    alerts,
    proposeHref: mayPropose ? `/desk/alerts/new?place=${id}` : undefined,
    openCases: lines(false),
    closedCases: lines(true),
    people: people.map(personLine),
    startHref: mayHandle ? `/desk/interactions/new?place=${id}` : undefined,
    works: works.length === 0 ? undefined : { href: `/desk/places/${id}/works`, text: `Ask ${works.join(', ')}` },
  };
}

function personLine({ id, displayName, telephone, diedOn, as }: CustomerAtPlace): PersonLine {
  const roles = as.map(({ role, fromOn, toOn }) => [occupancyWords[role], periodText(fromOn, toOn)].join(' ').trim());
  const detail = [...roles, telephone ? formatTelephone(telephone) : '', diedOn ? 'Died' : '']
    .filter(Boolean)
    .join(' · ');
  return { name: displayName ?? 'Restricted record', href: `/desk/customers/${id}`, detail };
}
