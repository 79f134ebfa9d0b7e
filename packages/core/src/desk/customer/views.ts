import type { AlertNoteView } from '../../alerts/index.js';
import type { DescribedSummary } from '../../cases/index.js';
import type { CustomerSummaryView, LinksView } from '../../customers/index.js';
import type { Instant } from '../../kernel/clock.js';
import type { TimelineCardView } from '../../web/components.js';
import { caseLine, type CaseLine } from '../case-lines.js';

export interface CustomerPage {
  readonly summary: CustomerSummaryView;
  /** Where else they are known; undefined where there is nothing to show and nothing to do. */
  readonly links: LinksView | undefined;
  readonly alerts: readonly AlertNoteView[];
  /** What of the record its council keeps to itself. */
  readonly notShared: string | undefined;
  /** Where an alert on them is proposed. */
  readonly proposeHref: string | undefined;
  readonly openCases: readonly CaseLine[];
  readonly closedCases: readonly CaseLine[];
  readonly timeline: TimelineCardView;
  /** Where a contact with this customer starts; undefined for those who take none. */
  readonly startHref: string | undefined;
}

interface CustomerFacts {
  readonly summary: CustomerSummaryView;
  readonly links: LinksView | undefined;
  readonly cases: readonly DescribedSummary[];
  readonly timeline: TimelineCardView;
  readonly alerts: readonly AlertNoteView[];
  readonly notShared: string | undefined;
  readonly mayHandle: boolean;
  readonly mayPropose: boolean;
  readonly now: Instant;
}

export function customerPage(facts: CustomerFacts): CustomerPage {
  const { summary, links, cases, timeline, alerts, notShared, mayHandle, mayPropose, now } = facts;
  const { id } = summary;
  const lines = (closed: boolean): CaseLine[] =>
    cases.filter(({ statusKind }) => (statusKind === 'closed') === closed).map((one) => caseLine(one, now));
  return {
    summary,
    links,
    alerts,
    notShared,
    proposeHref: mayPropose ? `/desk/alerts/new?customer=${id}` : undefined,
    openCases: lines(false),
    closedCases: lines(true),
    timeline,
    startHref: mayHandle ? `/desk/interactions/new?customer=${id}` : undefined,
  };
}
