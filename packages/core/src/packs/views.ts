import type { Compared } from '../authorities/index.js';
import type { Instant } from '../kernel/clock.js';
import { formatDateTime } from '../kernel/format-time.js';
import type { AuthorityId } from '../kernel/scope.js';
import { differenceLine, entryNames } from '../services/index.js';
import type { BreadcrumbsView, PillView } from '../web/components.js';
import { connectionStanza } from './connection-stanza.js';
import { valueWords } from './difference-words.js';
import type { InstalledPack } from './queries.js';
import type { Pack } from './types.js';

export const packsHref = '/desk/admin/packs';

/** What is installed for the reader's councils, and for the partnership. */
export interface PacksPage {
  readonly crumbs: BreadcrumbsView;
  /** Undefined for who may not. */
  readonly installHref: string | undefined;
  readonly packs: readonly PackRow[];
  readonly moreHref: string | undefined;
}

interface PackRow {
  readonly href: string;
  readonly title: string;
  readonly pill: PillView;
  readonly about: string;
}

interface About {
  readonly nameOf: (id: AuthorityId) => string;
  readonly now: Instant;
}

interface AboutList extends About {
  readonly mayInstall: boolean;
}

interface AboutOne extends About {
  /** Of the council, for its connections; undefined: the partnership's. */
  readonly slug: string | undefined;
}

export const aboveOfPacks = [
  { text: 'Services', href: '/desk/services' },
  { text: 'Design', href: '/desk/service-design' },
];

export function packsPage(
  { items, nextCursor }: { readonly items: readonly InstalledPack[]; readonly nextCursor: string | null },
  about: AboutList,
): PacksPage {
  return {
    crumbs: { items: aboveOfPacks },
    installHref: about.mayInstall ? `${packsHref}/install` : undefined,
    packs: items.map((pack) => ({
      href: `${packsHref}/${pack.id}`,
      title: `${pack.pack.title} ${pack.pack.version}`,
      pill: pillOf(pack),
      about: [about.nameOf(pack.authorityId), installedWords(pack, about)].join(' · '),
    })),
    moreHref: nextCursor === null ? undefined : `${packsHref}?cursor=${nextCursor}`,
  };
}

function pillOf({ differences: { length: count } }: InstalledPack): PillView {
  if (count === 0) return { text: 'As the pack has it', tone: 'neutral' };
  return { text: count === 1 ? '1 difference of our own' : `${count} differences of our own`, tone: 'info' };
}

function installedWords({ installedAt, installedBy }: InstalledPack, { now }: About): string {
  const by = installedBy === null ? 'from the command line' : `by ${installedBy}`;
  return `Installed ${formatDateTime(installedAt, { now })} ${by}`;
}

/** One pack, and what the council has otherwise. */
export interface PackPage {
  readonly crumbs: BreadcrumbsView;
  readonly title: string;
  readonly pill: PillView;
  readonly lead: string | undefined;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly compared: Compared;
  /** For whoever looks after the installation; undefined where the pack needs none. */
  readonly connection: { readonly about: readonly string[]; readonly stanza: string } | undefined;
}

export function packPage(pack: InstalledPack, about: AboutOne): PackPage {
  const { title, version, licence, by, about: lead, articles } = pack.pack;
  return {
    crumbs: { items: [...aboveOfPacks, { text: 'Packs', href: packsHref }] },
    title: `${title} ${version}`,
    pill: pillOf(pack),
    lead,
    facts: [
      { label: 'For', value: about.nameOf(pack.authorityId) },
      { label: 'Installed', value: installedWords(pack, about).replace('Installed ', '') },
      { label: 'Service', value: pack.serviceKey },
      { label: 'Articles', value: articles.map((article) => article.title).join('; ') || 'None' },
      ...(by === undefined ? [] : [{ label: 'From', value: by }]),
      { label: 'Licence', value: licence },
      ...(teamsWords(pack) === '' ? [] : [{ label: 'Teams', value: teamsWords(pack) }]),
    ],
    compared: comparedOf(pack),
    connection: connectionOf(pack, about),
  };
}

function connectionOf({ pack }: InstalledPack, { slug }: AboutOne): PackPage['connection'] {
  const stanza = connectionStanza(pack, slug);
  return stanza === undefined
    ? undefined
    : { about: pack.connections.map(({ name, about }) => `${name}: ${about}`), stanza };
}

/** Those that go by another key here. */
function teamsWords({ teams }: InstalledPack): string {
  const others = Object.entries(teams).filter(([theirs, ours]) => theirs !== ours);
  return others.map(([theirs, ours]) => `${ours} stands for its ${theirs}`).join('; ');
}

function comparedOf({ pack, differences }: InstalledPack): Compared {
  const sides = differences.map(({ path, theirs, ours }) => ({ path, before: theirs, after: ours }));
  return {
    heading: 'What we have otherwise',
    ...{ was: 'The pack', is: 'Ours', same: 'Nothing: the service and its articles are as the pack has them.' },
    isChange: false,
    differences: comparedDifferences(sides, packNames(pack)),
  };
}

/** By the path of each part of a pack, what it is called. */
export function packNames({ service, articles }: Pick<Pack, 'service' | 'articles'>): ReadonlyMap<string, string> {
  const questions = [...entryNames(service)].map(([path, name]) => [`service.${path}`, name] as const);
  return new Map([...questions, ...articles.map(({ key, title }) => [`articles.${key}`, title] as const)]);
}

/** Differences in words, two sides of each. */
export function comparedDifferences(
  differences: readonly { readonly path: string; readonly before?: unknown; readonly after?: unknown }[],
  names: ReadonlyMap<string, string>,
): Compared['differences'] {
  return differences.map(({ path, ...sides }) => {
    const [before, after] = [sides.before, sides.after].map((value) =>
      value === undefined ? undefined : valueWords(value),
    );
    const { where, was, is } = differenceLine({ path, before, after }, names);
    return { label: where, was, is };
  });
}
