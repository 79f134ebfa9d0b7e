import type { Authority } from '../authorities/index.js';
import type { Instant } from '../kernel/clock.js';
import type { FieldFault } from '../kernel/errors.js';
import { formatDateTime } from '../kernel/format-time.js';
import { toLocal } from '../kernel/london-time.js';
import type { PillView } from '../web/components.js';
import type { ErrorSummaryView, FieldView } from '../web/form-components.js';
import { isUnread, stateOf, type BulletinState } from './rules.js';
import { areaKinds, type AreaKind, type Bulletin } from './types.js';
import { errorAt, errorSummary } from '../web/form-faults.js';

export const bulletinsHref = '/desk/bulletins';

/** Where the notice stands in the list. */
export function bulletinHref(id: string): string {
  return `${bulletinsHref}#bulletin-${id}`;
}

/** A notice as it stands above answers, and on the list. */
export interface BulletinNote {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly council: string;
  /** "Only in Ley ward · until today 5pm" */
  readonly about: string;
}

/** Notices that stand over something. */
export interface BulletinNotes {
  readonly notes: readonly BulletinNote[];
}

type Named = Pick<Authority, 'id' | 'shortName'>;

export function bulletinNotes(list: readonly Bulletin[], authorities: readonly Named[], now: Instant): BulletinNote[] {
  return list.map((bulletin) => ({
    ...{ id: bulletin.id, title: bulletin.title, body: bulletin.body },
    council: authorities.find(({ id }) => id === bulletin.authorityId)?.shortName ?? '',
    about: [areaWords(bulletin), `until ${formatDateTime(bulletin.endsAt, { now })}`].filter(Boolean).join(' · '),
  }));
}

function areaWords({ areaKind, area }: Pick<Bulletin, 'areaKind' | 'area'>): string {
  if (area === null || areaKind === 'everywhere') return '';
  return areaKind === 'ward' ? `Only in ${area} ward` : `Only at postcodes ${area}…`;
}

export interface BulletinsPage {
  readonly csrfToken: string;
  readonly unread: number;
  readonly mayWrite: boolean;
  readonly rows: readonly (BulletinNote & {
    readonly pill: PillView;
    readonly isNew: boolean;
    readonly welsh: { readonly title: string; readonly body: string } | undefined;
    readonly editHref: string | undefined;
  })[];
}

const pills: Readonly<Record<BulletinState, PillView>> = {
  live: { text: 'Now', tone: 'warning' },
  coming: { text: 'Coming', tone: 'info' },
  over: { text: 'Over', tone: 'neutral' },
  withdrawn: { text: 'Withdrawn', tone: 'neutral' },
};
const order: readonly BulletinState[] = ['live', 'coming', 'over', 'withdrawn'];

export function bulletinsPage(
  list: readonly Bulletin[],
  about: {
    readonly authorities: readonly Named[];
    readonly now: Instant;
    readonly csrfToken: string;
    readonly readAt: Instant;
    readonly mayWrite: (authorityId: number) => boolean;
  },
): BulletinsPage {
  const { authorities, now, csrfToken, readAt, mayWrite } = about;
  const isNew = (one: Bulletin): boolean => stateOf(one, now) === 'live' && isUnread(one, readAt);
  const sorted = [...list].sort((one, other) => order.indexOf(stateOf(one, now)) - order.indexOf(stateOf(other, now)));
  const notes = bulletinNotes(sorted, authorities, now);
  return {
    csrfToken,
    unread: list.filter(isNew).length,
    mayWrite: authorities.some(({ id }) => mayWrite(id)),
    rows: sorted.map((one, index) => ({
      ...(notes[index] as BulletinNote),
      pill: pills[stateOf(one, now)],
      isNew: isNew(one),
      welsh: one.titleCy === null ? undefined : { title: one.titleCy, body: one.bodyCy ?? '' },
      editHref: mayWrite(one.authorityId) && one.withdrawnAt === null ? `${bulletinsHref}/${one.id}` : undefined,
    })),
  };
}

/** The fields of the form, as they are typed. */
export type TypedBulletin = Readonly<
  Record<
    | 'authorityId'
    | 'title'
    | 'body'
    | 'titleCy'
    | 'bodyCy'
    | 'keywords'
    | 'serviceId'
    | 'areaKind'
    | 'area'
    | 'startsAt'
    | 'endsAt',
    string
  >
>;

export interface EditBulletinPage {
  readonly heading: string;
  readonly action: string;
  readonly csrfToken: string;
  readonly version: number | undefined;
  readonly errors: ErrorSummaryView | undefined;
  readonly fields: readonly FieldView[];
  readonly withdrawAction: string | undefined;
}

const areaKindWords: Readonly<Record<AreaKind, string>> = {
  everywhere: 'Everywhere',
  ward: 'In one ward',
  postcode: 'At postcodes that begin with',
};

export function editBulletinPage(about: {
  readonly csrfToken: string;
  readonly bulletin: Pick<Bulletin, 'id' | 'version'> | undefined;
  readonly typed: TypedBulletin;
  readonly faults: readonly FieldFault[];
  readonly authorities: readonly Pick<Authority, 'id' | 'name'>[];
  readonly services: readonly { readonly id: string; readonly name: string }[];
}): EditBulletinPage {
  const { csrfToken, bulletin, typed, faults, authorities, services } = about;
  const href = bulletin ? `${bulletinsHref}/${bulletin.id}` : `${bulletinsHref}/new`;
  const of = (name: keyof TypedBulletin, text: string, hint?: string) => {
    return {
      ...{ name, id: name, label: { text }, value: typed[name], errorMessage: errorAt(faults, name) },
      ...(hint ? { hint: { text: hint } } : {}),
    };
  };
  const council: FieldView[] =
    bulletin || authorities.length < 2
      ? []
      : [
          {
            control: 'select',
            ...of('authorityId', 'Council'),
            items: authorities.map(({ id, name }) => ({ value: String(id), text: name })),
          },
        ];
  return {
    ...{ csrfToken, action: href, version: bulletin?.version },
    heading: bulletin ? 'Change the bulletin' : 'Write a bulletin',
    errors: errorSummary(faults),
    fields: [
      ...council,
      { control: 'text', ...of('title', 'Title', 'What has happened: “No bin rounds today: snow”') },
      { control: 'textarea', rows: 4, ...of('body', 'What to tell customers') },
      { control: 'text', type: 'datetime-local', ...of('startsAt', 'From') },
      { control: 'text', type: 'datetime-local', ...of('endsAt', 'Until') },
      {
        control: 'select',
        ...of('serviceId', 'About which service?'),
        items: [{ value: '', text: 'Every contact' }, ...services.map(({ id, name }) => ({ value: id, text: name }))],
      },
      { control: 'text', ...of('keywords', 'More words that find it', 'Besides those of the title') },
      {
        control: 'select',
        ...of('areaKind', 'Where?'),
        items: areaKinds.map((value) => ({ value, text: areaKindWords[value] })),
      },
      { control: 'text', ...of('area', 'Ward, or beginning of the postcode') },
      { control: 'text', ...of('titleCy', 'Title in Welsh') },
      { control: 'textarea', rows: 3, ...of('bodyCy', 'What to tell customers, in Welsh') },
    ],
    withdrawAction: bulletin && `${href}/withdraw`,
  };
}

/** As `<input type="datetime-local">` takes it: 2026-11-16T10:00, in London. */
export function localTimeText(at: Instant): string {
  const { on, minuteOfDay } = toLocal(at);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${on}T${two(Math.floor(minuteOfDay / 60))}:${two(minuteOfDay % 60)}`;
}
