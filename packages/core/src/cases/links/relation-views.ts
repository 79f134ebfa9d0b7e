import type { FieldView } from '../../web/form-components.js';
import type { WholeCase } from '../page/page-queries.js';
import { relationWords } from '../page/timeline-views.js';
import type { CaseRendering } from '../views.js';
import { errorAt } from '../../web/form-faults.js';

/** How a case stands to others, and the form that links another. */
export interface LinksCard {
  readonly action: string;
  readonly csrfToken: string;
  readonly once: string;
  readonly mayWork: boolean;
  readonly isOpen: boolean;
  readonly rows: readonly {
    readonly id: string;
    readonly words: string;
    readonly reference: string;
    /** Undefined where the reader may not read it. */
    readonly href: string | undefined;
    readonly title: string;
    readonly isClosed: boolean;
  }[];
  readonly relation: FieldView;
  readonly other: FieldView;
}

const choices = [
  { value: 'related', text: 'Related to' },
  { value: 'duplicate-of', text: 'A duplicate of' },
  { value: 'child-of', text: 'A part of' },
  { value: 'parent-of', text: 'Made up of' },
];

export function linksCard({ links }: WholeCase, baseHref: string, rendering: CaseRendering): LinksCard {
  const { typed = {}, faults = [] } = rendering;
  const isOpen = faults.some(({ field }) => field === 'other');
  return {
    action: `${baseHref}/links`,
    csrfToken: rendering.csrfToken,
    once: rendering.once(),
    mayWork: rendering.may.work,
    isOpen,
    rows: links.map(({ id, kind, side, reference, title, statusKind, authorityId }) => ({
      id,
      words: relationWords[kind][side],
      reference,
      href: title === null ? undefined : `/desk/cases/${reference}`,
      title: title ?? `a case of ${rendering.councilNames.get(authorityId) ?? 'another council'}`,
      isClosed: statusKind === 'closed',
    })),
    relation: {
      control: 'select',
      name: 'relation',
      label: { text: 'This case is' },
      items: choices,
      value: typed['relation'],
    },
    other: {
      control: 'text',
      name: 'other',
      label: { text: 'Reference of the other case' },
      value: typed['other'] ?? '',
      autocomplete: 'off',
      errorMessage: errorAt(faults, 'other'),
    },
  };
}

/** Who else reported the case, each with their record where that isn't kept from most. */
export function alsoReportedBy({ subscribers }: Pick<WholeCase, 'subscribers'>): { name: string; href?: string }[] {
  return subscribers.map(({ participant, customerId, hidden }) => ({
    name: participant.name ?? 'Anonymous',
    ...(customerId === null || hidden ? {} : { href: `/desk/customers/${customerId}` }),
  }));
}
