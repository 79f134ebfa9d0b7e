import type { LocalDate } from '../kernel/clock.js';
import { formatFullDate } from '../kernel/format-time.js';
import type { TableView } from '../web/components.js';
import type { Chair } from './committee/chair-rules.js';
import type { z } from 'zod';
import type { MeetingFields } from './committee/meeting-kind.js';
import type { MemberFields } from './committee/member-kind.js';
import { nameOf, type About, type RecordKind } from './record/record-kind.js';
import type { GovernanceRecord } from './types.js';
import { partHref, partnershipHref, recordHref } from './views.js';

export interface PartAtHub {
  readonly kind: RecordKind;
  readonly records: readonly GovernanceRecord[];
  readonly about: About;
}

export interface HubPage {
  /** "Dunmere chairs until 30 April 2027." */
  readonly chair: string;
  /** Why it is not the council of the order. */
  readonly exception: string | undefined;
  readonly people: string | undefined;
  readonly nextMeeting: { readonly text: string; readonly href: string } | undefined;
  readonly years: TableView | undefined;
  readonly warnings: readonly { readonly text: string; readonly title: string; readonly href: string }[];
  readonly parts: readonly { readonly text: string; readonly href: string; readonly about: string }[];
}

export interface AboutHub {
  readonly chair: Chair | null;
  readonly years: readonly Chair[];
  readonly today: LocalDate;
  readonly seesAgreements: boolean;
  readonly seesFigures: boolean;
}

export function hubPage(
  parts: readonly PartAtHub[],
  { chair, years, today, seesAgreements, seesFigures }: AboutHub,
): HubPage {
  const about = parts[0]?.about ?? { councils: [], others: {}, today };
  return {
    ...chairWords(chair, about),
    people: chair ? peopleOf(parts, chair.councilId, today) : undefined,
    nextMeeting: nextMeeting(parts, today),
    years: years.length === 0 ? undefined : yearsTable(years, about),
    warnings: parts.flatMap(warningsOf),
    parts: [
      ...parts.map(({ kind, records }) => ({
        ...{ text: kind.words.many, href: partHref(kind.part) },
        about: countWords(records.filter(({ state }) => state !== 'withdrawn').length),
      })),
      ...(seesFigures
        ? [{ text: 'Figures of all councils', href: `${partnershipHref}/figures`, about: 'side by side' }]
        : []),
      ...(seesAgreements
        ? [{ text: 'Agreements', href: '/desk/agreements', about: 'who serves whose customers' }]
        : []),
    ],
  };
}

function chairWords(chair: Chair | null, about: About): Pick<HubPage, 'chair' | 'exception'> {
  if (!chair) return { chair: 'No order of the chair is set yet.', exception: undefined };
  const { councilId, exception, yearToOn } = chair;
  const untilOn = exception?.toOn ?? yearToOn;
  return {
    chair: `${nameOf(councilId, about)} chairs until ${formatFullDate(untilOn)}.`,
    exception: exception && `Other than the order says: ${exception.reason}`,
  };
}

/** Whoever sits for the council that chairs. */
function peopleOf(parts: readonly PartAtHub[], councilId: number, today: LocalDate): string | undefined {
  const members = recordsOf<z.output<typeof MemberFields>>(parts, 'members').filter(
    ({ fields: { councilId: of, role, fromOn, toOn = today } }) =>
      of === councilId && role === 'member' && fromOn <= today && today <= toOn,
  );
  return members.length === 0 ? undefined : members.map(({ fields }) => fields.name).join(', ');
}

function nextMeeting(parts: readonly PartAtHub[], today: LocalDate): HubPage['nextMeeting'] {
  const coming = recordsOf<z.output<typeof MeetingFields>>(parts, 'meetings')
    .filter(({ fields }) => fields.heldOn >= today)
    .sort((one, other) => (one.fields.heldOn < other.fields.heldOn ? -1 : 1));
  const [next] = coming;
  if (!next) return undefined;
  return {
    text: `${next.fields.title}, ${formatFullDate(next.fields.heldOn)}`,
    href: recordHref('meetings', next.id),
  };
}

function recordsOf<F>(parts: readonly PartAtHub[], part: string): GovernanceRecord<F>[] {
  const records = parts.find(({ kind }) => kind.part === part)?.records ?? [];
  return records.filter(({ state }) => state !== 'withdrawn') as GovernanceRecord<F>[];
}

function yearsTable(years: readonly Chair[], about: About): TableView {
  return {
    caption: 'By the order',
    head: [{ text: 'Year' }, { text: 'Council' }],
    rows: years.map(({ councilId, yearFromOn, yearToOn }) => [
      { text: `${formatFullDate(yearFromOn)} to ${formatFullDate(yearToOn)}` },
      { text: nameOf(councilId, about) },
    ]),
  };
}

function warningsOf({ kind, records, about }: PartAtHub): HubPage['warnings'][number][] {
  return records.flatMap((record) => {
    const text = kind.warningOf?.(record, about);
    const href = recordHref(kind.part, record.id);
    return text === undefined ? [] : [{ text, title: kind.lineOf(record, about).title, href }];
  });
}

function countWords(count: number): string {
  return count === 0 ? 'none yet' : String(count);
}
