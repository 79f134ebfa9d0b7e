import type { Authority } from '../authorities/index.js';
import type { Instant } from '../kernel/clock.js';
import { formatTelephone } from '../kernel/telephone.js';
import type { PillView } from '../web/components.js';
import type { SelectOption } from '../web/form-components.js';
import { workingHoursLines } from './entries/working-hours.js';
import { passHref, passingFields, withPassing, type Passing } from './passing.js';
import { availabilityWords, type Availability } from './search/availability.js';
import type { Available, PersonCard, TeamCard } from './search/cards.js';
import type { DirectoryRecord } from './search/directory-types.js';
import type { Route } from './search/who-deals.js';
import { telephoneUri } from './search/vcard.js';

export const directoryHref = '/desk/directory';
export const personHref = (id: string): string => `${directoryHref}/people/${id}`;
export const teamHref = (id: string): string => `${directoryHref}/teams/${id}`;

/** Somebody, or a team, in a list. */
export interface ListedLine {
  readonly name: string;
  readonly href: string;
  readonly about: string;
  readonly does: string;
  readonly pill: PillView;
  readonly callHref: string | undefined;
  readonly telephone: string;
  readonly mailHref: string | undefined;
}

export interface FoundStaff {
  readonly lines: readonly ListedLine[];
  readonly countText: string;
  readonly nothing: string | undefined;
}

/** Whom to ask now, and why. */
export interface RouteCard {
  readonly line: ListedLine;
  readonly reasons: string;
}

export interface DirectoryPage {
  readonly text: string;
  readonly found: FoundStaff | undefined;
  readonly route: RouteCard | undefined;
  readonly kinds: readonly SelectOption[];
  readonly councils: readonly SelectOption[];
  readonly mayEdit: boolean;
  readonly mayImport: boolean;
  readonly mayExport: boolean;
  readonly csrfToken: string;
  readonly chartHref: string;
  /** What its form carries along. */
  readonly hidden: ReturnType<typeof passingFields>;
  readonly suggestHref: string;
}

export interface DirectoryPageInput {
  readonly text: string;
  readonly kind: string;
  readonly authorityId: number | undefined;
  readonly found: readonly Available[];
  readonly route: Route | null;
  readonly authorities: readonly Authority[];
  readonly now: Instant;
  readonly mayEdit: boolean;
  readonly mayImport: boolean;
  readonly mayExport: boolean;
  readonly csrfToken: string;
  readonly passing: Passing;
}

export function directoryPage(input: DirectoryPageInput): DirectoryPage {
  const { text, kind, authorityId, mayEdit, mayImport, mayExport, csrfToken } = input;
  const councils = input.authorities.filter((one) => one.kind === 'authority');
  return {
    ...{ text, mayEdit, mayImport, mayExport, csrfToken, chartHref: `${directoryHref}/chart` },
    hidden: passingFields(input.passing),
    suggestHref: withPassing(`${directoryHref}/suggest`, input.passing),
    found: text === '' ? undefined : foundStaff(input.found, input),
    route: input.route === null ? undefined : routeCard(input.route, input),
    kinds: options(
      [
        ['', 'People and teams'],
        ['person', 'People'],
        ['team', 'Teams'],
      ],
      kind,
    ),
    councils: options(
      [['', 'Every council'], ...councils.map(({ id, name }) => [String(id), name] as const)],
      String(authorityId ?? ''),
    ),
  };
}

export function routeCard(route: Route, about: ListInput): RouteCard {
  return { line: listedLine(route, about), reasons: route.reasons.join(' · ') };
}

/** What a select offers, with the chosen one. */
export function options(choices: readonly (readonly [string, string])[], chosen: string): SelectOption[] {
  return choices.map(([value, text]) => ({ value, text, selected: value === chosen }));
}

export function foundStaff(found: readonly Available[], about: ListInput): FoundStaff {
  const count = found.length;
  return {
    lines: found.map((one) => listedLine(one, about)),
    countText: count === 1 ? '1 entry' : `${count} entries`,
    nothing:
      count === 0 ? 'Nobody matches. Try part of a name, a team, or what they deal with in fewer words.' : undefined,
  };
}

/** Somebody in a list, with how to reach them. */
export function listedLine({ record, availability }: Available, { authorities, now, passing }: ListInput): ListedLine {
  const council = councilName(authorities, record);
  const does =
    record.kind === 'team' && record.responsibilities.length === 0 ? [record.purpose] : record.responsibilities;
  return {
    name: record.name,
    href: withPassing(record.kind === 'person' ? personHref(record.id) : teamHref(record.id), passing),
    about: [record.kind === 'team' ? 'Team' : record.jobTitle, council].filter(Boolean).join(' · '),
    does: does.slice(0, 4).join(', '),
    pill: availabilityPill(availability, now),
    ...reachedBy(record),
  };
}

function reachedBy({ telephone, email }: DirectoryRecord): Pick<ListedLine, 'callHref' | 'telephone' | 'mailHref'> {
  return {
    callHref: telephone === '' ? undefined : telephoneUri(telephone),
    telephone: shownTelephone(telephone),
    mailHref: email === '' ? undefined : `mailto:${email}`,
  };
}

/** As people read it out, where it is a number alone. */
export function shownTelephone(telephone: string): string {
  return /^\+\d{7,15}$/.test(telephone) ? formatTelephone(telephone) : telephone;
}

function availabilityPill(availability: Availability, now: Instant): PillView {
  const tone = { here: 'good', off: 'neutral', away: 'warning' } as const;
  return { text: availabilityWords(availability, now), tone: tone[availability.state] };
}

function councilName(authorities: readonly Authority[], { authorityId }: DirectoryRecord): string {
  return authorities.find(({ id }) => id === authorityId)?.name ?? '';
}

export interface Linked {
  readonly text: string;
  readonly href: string;
}

/** A fact of a card; `links` in place of words. */
export interface CardFact {
  readonly label: string;
  readonly lines: readonly string[];
  readonly links: readonly Linked[];
}

export interface CardPage {
  readonly name: string;
  readonly about: string;
  readonly pill: PillView;
  readonly callHref: string | undefined;
  readonly telephone: string;
  readonly mailHref: string | undefined;
  readonly email: string;
  readonly vcardHref: string | undefined;
  /** Where whoever answers for a service desk logs what they ask. */
  readonly helpHref: string | undefined;
  /** Whom to ask now in their place. */
  readonly standsIn: ListedLine | undefined;
  readonly facts: readonly CardFact[];
  readonly members: readonly (ListedLine & { readonly leads: boolean })[] | undefined;
  readonly edit: Linked | undefined;
  readonly chartHref: string | undefined;
  /** Passes to them the contact or case for which they were looked up. */
  readonly passHref: string | undefined;
}

interface ListInput {
  readonly authorities: readonly Authority[];
  readonly now: Instant;
  readonly passing?: Passing;
}

interface CardInput extends ListInput {
  readonly mayHelp?: boolean;
  readonly edit: Linked | undefined;
}

export function personPage(card: PersonCard, input: CardInput): CardPage {
  const { record, standsIn, manager, deputy, reports, teams } = card;
  const people = (all: readonly { readonly id: string; readonly name: string }[]): Linked[] =>
    all.map(({ id, name }) => ({ text: name, href: personHref(id) }));
  const inTeams = teams.map(({ id, name, leads }) => ({
    text: leads ? `${name} (leads it)` : name,
    href: teamHref(id),
  }));
  return {
    ...cardBasics(card, input),
    vcardHref: `${personHref(record.id)}/vcard`,
    helpHref: input.mayHelp ? `/desk/help/for/${record.id}` : undefined,
    standsIn: standsIn === null ? undefined : listedLine(standsIn, input),
    facts: [
      ...sharedFacts(record),
      fact('Languages', record.languages.length > 0 ? ['English', ...record.languages] : []),
      linked('Teams', inTeams),
      linked('Manager', people(manager ? [manager] : [])),
      linked('Deputy', people(deputy ? [deputy] : [])),
      linked('Manages', people(reports)),
    ].filter(isKnown),
    members: undefined,
    chartHref: manager || reports.length > 0 ? `${directoryHref}/chart?person=${record.id}` : undefined,
  };
}

export function teamPage(card: TeamCard, input: CardInput): CardPage {
  const { record, members } = card;
  return {
    ...cardBasics(card, input),
    vcardHref: undefined,
    helpHref: undefined,
    standsIn: undefined,
    facts: [fact('What it is for', [record.purpose]), ...sharedFacts(record)].filter(isKnown),
    members: members.map((member) => ({ ...listedLine(member, input), leads: member.leads })),
    chartHref: undefined,
  };
}

function cardBasics({ record, availability }: Available, { authorities, now, edit, passing }: CardInput) {
  const council = councilName(authorities, record);
  return {
    name: record.name,
    about: [record.kind === 'team' ? 'Team' : record.jobTitle, council].filter(Boolean).join(' · '),
    pill: availabilityPill(availability, now),
    email: record.email,
    passHref: passing && passHref(record, passing),
    ...reachedBy(record),
    edit,
  };
}

function sharedFacts(record: DirectoryRecord): CardFact[] {
  return [
    fact('Deals with', record.responsibilities),
    fact(
      'Services',
      record.lgsl.map((number) => `LGSL ${number}`),
      'together',
    ),
    fact('Places', record.covers.length > 0 ? [record.covers.join(', ')] : []),
    fact('Based at', record.basedAt === '' ? [] : [record.basedAt]),
    fact('Works', workingHoursLines(record.hours)),
  ];
}

function fact(label: string, lines: readonly string[], how: 'together' | 'lines' = 'lines'): CardFact {
  const shown = how === 'together' && lines.length > 0 ? [lines.join(', ')] : lines;
  return { label, lines: shown, links: [] };
}

function linked(label: string, links: readonly Linked[]): CardFact {
  return { label, lines: [], links };
}

function isKnown({ lines, links }: CardFact): boolean {
  return lines.length + links.length > 0;
}
