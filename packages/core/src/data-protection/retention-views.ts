import {
  keptWords,
  settingsFrame,
  type AboutSettings,
  type Authority,
  type KeptClass,
  type SettingsFrame,
} from '../authorities/index.js';
import { formatFullDate } from '../kernel/format-time.js';
import { localDateAt } from '../kernel/london-time.js';
import type { PillView, TabsView } from '../web/components.js';
import type { FieldView } from '../web/form-components.js';
import { errorAt } from '../web/form-faults.js';
import { customersLookedAt } from './past-repository.js';
import type { KeptRecords, PastCaseList } from './queries.js';

export const retentionHref = '/desk/admin/retention';
export const pastCasesHref = '/desk/admin/retention/cases';

/** What was typed of each class; both empty: it follows the partnership. */
export type TypedRules = ReadonlyMap<KeptClass, { years: string; basis: string; seen?: 'yes' | undefined }>;

/** For how long a council keeps its records. */
export interface RetentionPage extends Omit<SettingsFrame, 'tabs'> {
  readonly heading: string;
  /** Undefined: the reader sets nothing else up. */
  readonly tabs: TabsView | undefined;
  readonly conflict: string | undefined;
  readonly version: number | string;
  readonly lead: string;
  readonly rules: readonly RuleView[];
}

export interface RuleView {
  readonly kind: KeptClass;
  readonly name: string;
  readonly pill: PillView;
  readonly from: string;
  /** What holds without a choice of its own. */
  readonly shared: string;
  readonly fields: readonly FieldView[];
  /** Asked where the partnership's has changed since. */
  readonly seen: { readonly name: string; readonly id: string; readonly checked: boolean } | undefined;
  readonly past: string;
  readonly pastHref: string | undefined;
}

interface RetentionInput extends AboutSettings {
  readonly state: { readonly version: number; readonly items: readonly KeptRecords[] };
  readonly isPartnership: boolean;
  readonly mayManage: boolean;
  readonly expectedVersion?: string;
  readonly rules?: TypedRules;
  readonly hasClash?: boolean;
}

export function retentionPage(input: RetentionInput): RetentionPage {
  const { state, isPartnership, mayManage, expectedVersion, hasClash = false } = input;
  const frame = settingsFrame('retention', input, (field) => field.replaceAll('.', '-'));
  return {
    ...frame,
    heading: 'How long records are kept',
    tabs: mayManage ? frame.tabs : undefined,
    conflict: hasClash ? 'A colleague changed this meanwhile.' : undefined,
    version: hasClash ? state.version : (expectedVersion ?? state.version),
    lead: isPartnership
      ? 'What councils follow that choose nothing else. Leave both boxes of a class empty for what Moothall comes with.'
      : 'Leave both boxes of a class empty to follow the partnership.',
    rules: state.items.map((item) => ruleView(item, input)),
  };
}

function ruleView(item: KeptRecords, input: RetentionInput): RuleView {
  const { kind, standing, shared, past } = item;
  const words = input.isPartnership ? 'Moothall comes with' : 'Partnership';
  return {
    kind,
    ...keptWords[kind],
    pill: input.isPartnership && standing === 'shared' ? { text: 'As it came', tone: 'neutral' } : pills[standing],
    shared: `${words}: ${yearsText(shared.years)}. ${shared.basis}.`,
    fields: fieldsOf(item, input),
    seen:
      standing === 'behind'
        ? { name: `seen-${kind}`, id: `rules-${kind}-seen`, checked: input.rules?.get(kind)?.seen === 'yes' }
        : undefined,
    past: pastText(past, kind),
    pastHref:
      past.count > 0 && (kind === 'case' || kind === 'restricted-case')
        ? `${pastCasesHref}?authority=${input.authority.id}&kind=${kind}`
        : undefined,
  };
}

const pills: Readonly<Record<KeptRecords['standing'], PillView>> = {
  shared: { text: 'Shared, as it is', tone: 'neutral' },
  ours: { text: 'Ours', tone: 'info' },
  behind: { text: 'Changed at the partnership since', tone: 'warning' },
};

function fieldsOf(item: KeptRecords, { rules, faults = [] }: RetentionInput): FieldView[] {
  const { kind, standing } = item;
  const own = standing === 'shared' ? { years: '', basis: '' } : { years: `${item.years}`, basis: item.basis };
  const { years, basis } = rules?.get(kind) ?? own;
  const field = (name: 'years' | 'basis') => ({
    ...{ control: 'text' as const, name: `${name}-${kind}`, id: `rules-${kind}-${name}`, autocomplete: 'off' },
    errorMessage: errorAt(faults, `rules.${kind}.${name}`),
  });
  return [
    {
      ...field('years'),
      ...{
        label: { text: `Years for ${keptWords[kind].name.toLowerCase()}` },
        value: years,
        inputmode: 'numeric',
        classes: 'govuk-input--width-3',
      },
    },
    { ...field('basis'), label: { text: 'Why so long: the law, the code or the decision' }, value: basis },
  ];
}

function yearsText(years: number): string {
  return years === 1 ? '1 year' : `${years} years`;
}

function pastText({ count, hasMore }: KeptRecords['past'], kind: KeptClass): string {
  if (hasMore) return `More than ${count.toLocaleString('en-GB')} are past their time today.`;
  if (count === 0)
    return kind === 'customer-record' ? 'Of the oldest, none is past its time today.' : 'None is past its time today.';
  const are = `${count.toLocaleString('en-GB')} ${count === 1 ? 'is past its' : 'are past their'} time today.`;
  return kind === 'customer-record' ? `Of the ${customersLookedAt.toLocaleString('en-GB')} oldest, ${are}` : are;
}

/** Closed cases that are past their time. */
export interface PastCasesPage {
  readonly heading: string;
  readonly lead: string;
  readonly empty: string;
  readonly backHref: string;
  readonly cases: readonly {
    readonly reference: string;
    /** Undefined: the reader reads no cases. */
    readonly href: string | undefined;
    readonly closedOn: string;
    readonly keptUntil: string;
  }[];
  readonly moreHref: string | undefined;
}

export function pastCasesPage(
  { kind, years, items, nextCursor }: PastCaseList,
  { council, mayRead, isFirst }: { council: Authority; mayRead: boolean; isFirst: boolean },
): PastCasesPage {
  const at = `authority=${council.id}`;
  const what = keptWords[kind].name;
  return {
    heading: `${what} past their time`,
    lead: `${council.name} keeps ${what.toLowerCase()} for ${yearsText(years)} from when they were closed. These wait for a decision: nothing is removed by itself.${kind === 'restricted-case' ? ' Those that are their team’s alone are counted, and listed only for whoever may know of them.' : ''}`,
    empty: isFirst ? 'None that you may know of is past its time today.' : 'There are no more.',
    backHref: `${retentionHref}?${at}`,
    cases: items.map(({ reference, closedAt, keptUntil }) => ({
      reference,
      href: mayRead ? `/desk/cases/${reference}` : undefined,
      closedOn: formatFullDate(localDateAt(closedAt)),
      keptUntil: formatFullDate(keptUntil),
    })),
    moreHref: nextCursor === null ? undefined : `${pastCasesHref}?${at}&kind=${kind}&cursor=${nextCursor}`,
  };
}
