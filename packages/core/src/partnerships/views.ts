import type { Authority } from '../authorities/index.js';
import type { Instant } from '../kernel/clock.js';
import type { FieldFault } from '../kernel/errors.js';
import { formatDateTime } from '../kernel/format-time.js';
import type { PillView } from '../web/components.js';
import { phaseOf } from './agreement-rules.js';
import type { Agreement, AgreementEvent, Side } from './types.js';
import { versionView } from './version-view.js';
import * as words from './words.js';
import { faultLinks } from '../web/form-faults.js';

export const agreementsHref = '/desk/agreements';
export type Named = Pick<Authority, 'id' | 'name' | 'shortName'>;

const nameIn =
  (authorities: readonly Named[]) =>
  (id: number): string =>
    authorities.find((authority) => authority.id === id)?.shortName ?? 'Another council';

interface Line {
  readonly href: string;
  readonly title: string;
  readonly pill: PillView;
  readonly about: string;
}

export interface AgreementsPage {
  readonly mayDraft: boolean;
  readonly groups: readonly { readonly heading: string; readonly lines: readonly Line[] }[];
  readonly warnings: readonly string[];
}

interface Coverage {
  readonly authorityId: number;
  readonly services: number;
  readonly gaps: readonly {
    readonly serviceIds: readonly string[];
    readonly periods: Parameters<typeof words.periodsWords>[0];
  }[];
  readonly overlaps: readonly {
    readonly agreementIds: readonly string[];
    readonly periods: Parameters<typeof words.periodsWords>[0];
  }[];
}

export function agreementsPage(
  list: readonly Agreement[],
  about: {
    readonly authorities: readonly Named[];
    readonly mine: readonly number[];
    readonly coverage: readonly Coverage[];
    readonly now: Instant;
    readonly mayDraft: boolean;
  },
): AgreementsPage {
  const { authorities, mine, now, mayDraft } = about;
  const nameOf = nameIn(authorities);
  const lineOf = (agreement: Agreement): Line => ({
    href: `${agreementsHref}/${agreement.id}`,
    title: agreement.title,
    pill: words.phasePills[phaseOf(agreement, now)],
    about: [words.partnersWords(agreement, nameOf), versionWords(agreement, now)].filter(Boolean).join(' · '),
  });
  const groups = [
    { heading: 'Others answer for you', lines: list.filter(({ receiverId }) => mine.includes(receiverId)).map(lineOf) },
    {
      heading: 'You answer for others',
      lines: list
        .filter(({ receiverId, providerId }) => mine.includes(providerId) && !mine.includes(receiverId))
        .map(lineOf),
    },
  ];
  return {
    mayDraft,
    groups: groups.filter(({ lines }) => lines.length > 0),
    warnings: about.coverage.flatMap((each) => warningsOf(each, list, nameOf, now)),
  };
}

function versionWords({ agreed, proposed }: Agreement, now: Instant): string {
  const shown = agreed ?? proposed;
  const waits = proposed && agreed ? ' · new terms wait for signatures' : '';
  return shown ? `${words.datesWords(shown, now)}${waits}` : '';
}

function warningsOf(
  { authorityId, services, gaps, overlaps }: Coverage,
  list: readonly Agreement[],
  nameOf: (id: number) => string,
  now: Instant,
): string[] {
  const titleOf = (id: string): string => list.find((agreement) => agreement.id === id)?.title ?? '';
  return [
    ...gaps.map(({ serviceIds, periods }) => {
      const what = serviceIds.length === services ? 'for' : `about ${serviceIds.length} of ${services} services of`;
      return `Nobody answers ${what} ${nameOf(authorityId)}: ${words.periodsWords(periods, now)}.`;
    }),
    ...overlaps.map(
      ({ agreementIds, periods }) =>
        `Two agreements hold at the same time (${agreementIds.map((id) => `“${titleOf(id)}”`).join(' and ')}): ${words.periodsWords(periods, now)}.`,
    ),
  ];
}

export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** What somebody may do with an agreement now. */
export interface Offers {
  readonly change: boolean;
  readonly suspend: boolean;
  readonly end: boolean;
  readonly open: boolean;
  /** What one button does. */
  readonly steps: readonly { readonly verb: 'resume' | 'close'; readonly text: string }[];
  readonly sides: readonly { readonly side: Side; readonly council: string }[];
}

export interface AgreementPage {
  readonly title: string;
  readonly href: string;
  readonly csrfToken: string;
  readonly version: number;
  readonly pill: PillView;
  readonly lead: string;
  readonly openedText: string | undefined;
  readonly versions: readonly { readonly heading: string; readonly facts: readonly Fact[] }[];
  readonly offers: Offers;
  readonly asksWait: boolean;
  readonly history: readonly { readonly what: string; readonly about: string; readonly note: string | undefined }[];
  readonly errors: readonly { readonly text: string; readonly href?: string }[];
  readonly typed: Readonly<Record<string, string>>;
  readonly fieldErrors: Readonly<Record<string, { readonly text: string }>>;
}

type Refused = Pick<AgreementPage, 'errors' | 'typed' | 'fieldErrors'>;
const notRefused: Refused = { errors: [], typed: {}, fieldErrors: {} };

/** What was typed comes back beside what is wrong with it. */
export function refusedWith(faults: readonly FieldFault[], typed: Readonly<Record<string, string>>): Refused {
  return {
    typed,
    errors: faultLinks(faults),
    fieldErrors: Object.fromEntries(faults.map(({ field, message }) => [field, { text: message }])),
  };
}

export interface AboutAgreement {
  readonly authorities: readonly Named[];
  readonly services: ReadonlyMap<string, string>;
  readonly lines: ReadonlyMap<string, string>;
  readonly officers: readonly { readonly id: string; readonly name: string }[];
  readonly history: readonly AgreementEvent[];
  readonly offers: Offers;
  readonly csrfToken: string;
  readonly now: Instant;
}

export function agreementPage(
  agreement: Agreement,
  about: AboutAgreement,
  refused: Refused = notRefused,
): AgreementPage {
  const { authorities, now, csrfToken, offers } = about;
  const nameOf = nameIn(authorities);
  const { agreed, coming, proposed, activation } = agreement;
  return {
    ...{ title: agreement.title, href: `${agreementsHref}/${agreement.id}`, csrfToken, version: agreement.version },
    pill: words.phasePills[phaseOf(agreement, now)],
    lead: `${words.partnersWords(agreement, nameOf)}. ${words.kindWords[agreement.kind]}.`,
    openedText: activation
      ? `Opened by ${activation.name} until ${formatDateTime(activation.toAt, { now })}: ${activation.reason}`
      : undefined,
    versions: [
      ...(proposed ? [versionView(`Terms ${proposed.number}, to be signed`, proposed, about, nameOf, agreement)] : []),
      ...(agreed ? [versionView(`Terms ${agreed.number}, agreed`, agreed, about, nameOf, agreement)] : []),
      ...coming.map((one) => versionView(`Terms ${one.number}, agreed for later`, one, about, nameOf, agreement)),
    ],
    offers,
    asksWait: agreement.kind === 'overflow',
    history: about.history.map(({ kind, at, name, side, termsNumber, note }) => ({
      what: words.eventWords[kind] + (termsNumber === null ? '' : ` (terms ${termsNumber})`),
      about: [
        formatDateTime(at, { now }),
        name,
        side && nameOf(side === 'receiver' ? agreement.receiverId : agreement.providerId),
      ]
        .filter(Boolean)
        .join(' · '),
      note: note ?? undefined,
    })),
    ...refused,
  };
}
