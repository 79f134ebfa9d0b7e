import type { Authority } from '../authorities/index.js';
import type { Instant } from '../kernel/clock.js';
import { formatTelephone } from '../kernel/telephone.js';
import type { PillView } from '../web/components.js';
import type { SelectOption } from '../web/form-components.js';
import { availabilityWords, type Availability } from './search/availability.js';
import type { Available, PersonCard, TeamCard } from './search/cards.js';
import type { DirectoryRecord } from './search/directory-types.js';
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

export interface DirectoryPage {
  readonly text: string;
  readonly found: FoundStaff | undefined;
  readonly kinds: readonly SelectOption[];
  readonly councils: readonly SelectOption[];
  readonly mayExport: boolean;
  readonly csrfToken: string;
  readonly chartHref: string;
}

export interface DirectoryPageInput {
  readonly text: string;
  readonly kind: string;
  readonly authorityId: number | undefined;
  readonly found: readonly Available[];
  readonly authorities: readonly Authority[];
  readonly now: Instant;
  readonly mayExport: boolean;
  readonly csrfToken: string;
}

export function directoryPage(input: DirectoryPageInput): DirectoryPage {
  const { text, kind, authorityId, mayExport, csrfToken } = input;
  const councils = input.authorities.filter((one) => one.kind === 'authority');
  return {
    ...{ text, mayExport, csrfToken, chartHref: `${directoryHref}/chart` },
    found: text === '' ? undefined : foundStaff(input.found, input),
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

/** What a select offers, with the chosen one. */
export function options(choices: readonly (readonly [string, string])[], chosen: string): SelectOption[] {
  return choices.map(([value, text]) => ({ value, text, selected: value === chosen }));
}

export function foundStaff(
  found: readonly Available[],
  about: { readonly authorities: readonly Authority[]; readonly now: Instant },
): FoundStaff {
  const count = found.length;
  return {
    lines: found.map((one) => listedLine(one, about)),
    countText: count === 1 ? '1 entry' : `${count} entries`,
    nothing:
      count === 0 ? 'Nobody matches. Try part of a name, a team, or what they deal with in fewer words.' : undefined,
  };
}

/** Somebody in a list, with how to reach them. */
export function listedLine(
  { record, availability }: Available,
  { authorities, now }: { readonly authorities: readonly Authority[]; readonly now: Instant },
): ListedLine {
  const council = councilName(authorities, record);
  return {
    name: record.name,
    href: record.kind === 'person' ? personHref(record.id) : teamHref(record.id),
    about: [record.kind === 'team' ? 'Team' : record.jobTitle, council].filter(Boolean).join(' · '),
    does: record.kind === 'team' ? record.purpose : record.responsibilities.slice(0, 4).join(', '),
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

function shownTelephone(telephone: string): string {
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
  /** Whom to ask now in their place. */
  readonly standsIn: ListedLine | undefined;
  readonly facts: readonly CardFact[];
  readonly members: readonly (ListedLine & { readonly leads: boolean })[] | undefined;
  readonly chartHref: string | undefined;
}

interface CardInput {
  readonly authorities: readonly Authority[];
  readonly now: Instant;
}

export function personPage(card: PersonCard, input: CardInput): CardPage {
  const { record, standsIn, manager, reports, teams } = card;
  const people = (all: readonly { readonly id: string; readonly name: string }[]): Linked[] =>
    all.map(({ id, name }) => ({ text: name, href: personHref(id) }));
  const inTeams = teams.map(({ id, name, leads }) => ({
    text: leads ? `${name} (leads it)` : name,
    href: teamHref(id),
  }));
  return {
    ...cardBasics(card, input),
    vcardHref: `${personHref(record.id)}/vcard`,
    standsIn: standsIn === null ? undefined : listedLine(standsIn, input),
    facts: [
      fact('Deals with', record.responsibilities),
      linked('Teams', inTeams),
      linked('Manager', people(manager ? [manager] : [])),
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
    standsIn: undefined,
    facts: [fact('What it is for', [record.purpose])],
    members: members.map((member) => ({ ...listedLine(member, input), leads: member.leads })),
    chartHref: undefined,
  };
}

function cardBasics({ record, availability }: Available, { authorities, now }: CardInput) {
  const council = councilName(authorities, record);
  return {
    name: record.name,
    about: [record.kind === 'team' ? 'Team' : record.jobTitle, council].filter(Boolean).join(' · '),
    pill: availabilityPill(availability, now),
    email: record.email,
    ...reachedBy(record),
  };
}

function fact(label: string, lines: readonly string[]): CardFact {
  return { label, lines, links: [] };
}

function linked(label: string, links: readonly Linked[]): CardFact {
  return { label, lines: [], links };
}

function isKnown({ lines, links }: CardFact): boolean {
  return lines.length + links.length > 0;
}
