import type { LocalDate } from '../../kernel/clock.js';
import { formatDate } from '../../kernel/format-time.js';
import type { RuleDifference } from '../../places/index.js';
import { counted } from '../../web/text-parts.js';
import {
  differenceSection,
  importPage,
  refusedRows,
  type DifferencePage,
  type ImportInput,
  type ImportPage,
} from '../../web/import-views.js';
import type { NamedService } from './answering-queries.js';
import { answeringHref, serviceName, type Council } from './answering-views.js';

export const rulesFileHref = `${answeringHref}/import`;

const crumb = { text: 'Who answers where', href: answeringHref };
const heading = 'Bring in rules';

export function rulesFilePage(input: ImportInput): ImportPage {
  return importPage(input, {
    ...{ crumbs: [crumb], heading, action: rulesFileHref, whose: 'Whose area' },
    about:
      'You see which rules are new, change or end before anything is written. A rule that isn’t in the file stays.',
    hint: 'CSV, with a row for each rule: service, area and ward or uprn, authority, from and, if known, to',
  });
}

interface DifferenceInput {
  readonly id: string;
  readonly name: string;
  readonly authorityId: number;
  readonly difference: RuleDifference;
  readonly services: readonly NamedService[];
  readonly councils: readonly Council[];
  readonly isChanged: boolean;
  readonly csrfToken: string;
  readonly today: LocalDate;
}

type Said = Pick<RuleDifference['added'][number], 'authorityId' | 'fromOn' | 'toOn'>;

export function rulesDifferencePage(input: DifferenceInput): DifferencePage {
  const { difference, csrfToken, isChanged, councils, services, today } = input;
  const { added, changed, ended, unchanged, others, faults, code } = difference;
  const councilOf = (id: number): string => councils.find((each) => each.id === id)?.name ?? '';
  const said = ({ authorityId, fromOn, toOn }: Said): string => {
    const until = toOn === null ? '' : ` until ${formatDate(toOn, { today })}`;
    return `${councilOf(authorityId)} from ${formatDate(fromOn, { today })}${until}`;
  };
  const itemOf = ({ serviceKey, where }: RuleDifference['added'][number], before: string, after: string) => ({
    ...{ name: serviceName(serviceKey, services), about: where },
    parts: [{ label: 'Who answers', before, after }],
  });
  const sections = [
    differenceSection('new', `${added.length} new`, added, (rule) => itemOf(rule, '', said(rule))),
    differenceSection('changed', `${changed.length} changed`, changed, ({ before, after }) =>
      itemOf(after, said(before), said(after)),
    ),
    differenceSection('ended', `${ended.length} ended, because another follows`, ended, ({ before, by }) =>
      itemOf(by, said(before), said({ ...before, toOn: by.fromOn })),
    ),
  ].filter((section) => section !== undefined);
  return {
    ...{ csrfToken, isChanged, sections, action: `${rulesFileHref}/${input.id}`, otherHref: rulesFileHref },
    crumbs: [crumb, { text: heading, href: rulesFileHref }],
    intro: `${input.name}, ${councilOf(input.authorityId)}: ${unchanged} unchanged, ${counted(others, 'other rule')} ${others === 1 ? 'stays' : 'stay'}. Nothing is written yet.`,
    code: code ?? '',
    isNothing: sections.length === 0,
    correct: code === undefined ? 'Correct the rows that are wrong: rules follow one another.' : undefined,
    errors: undefined,
    refused: refusedRows(faults, 'wrong'),
    choice: undefined,
  };
}

/** "2 new, 1 ended" */
export function writtenRules(counts: { added: number; changed: number; ended: number }): string {
  const parts = [
    counts.added > 0 ? `${counts.added} new` : '',
    counts.changed > 0 ? `${counts.changed} changed` : '',
    counts.ended > 0 ? `${counts.ended} ended` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'Nothing changed' : `Rules written: ${parts.join(', ')}`;
}
