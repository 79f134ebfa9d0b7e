import type { AlertNoteView } from '../../alerts/index.js';
import type { DescribedSummary } from '../../cases/index.js';
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
}

interface PropertyFacts {
  readonly id: string;
  readonly summary: PlaceSummary;
  readonly cases: readonly DescribedSummary[];
  readonly people: readonly CustomerAtPlace[];
  readonly alerts: readonly AlertNoteView[];
  readonly mayPropose: boolean;
  readonly mayHandle: boolean;
  readonly now: Instant;
}

export function propertyPage(facts: PropertyFacts): PropertyPage {
  const { id, summary, cases, people, alerts, mayHandle, mayPropose, now } = facts;
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
  };
}

function personLine({ id, displayName, telephone, diedOn, as }: CustomerAtPlace): PersonLine {
  const roles = as.map(({ role, fromOn, toOn }) => [occupancyWords[role], periodText(fromOn, toOn)].join(' ').trim());
  const detail = [...roles, telephone ? formatTelephone(telephone) : '', diedOn ? 'Died' : '']
    .filter(Boolean)
    .join(' · ');
  return { name: displayName ?? 'Restricted record', href: `/desk/customers/${id}`, detail };
}
