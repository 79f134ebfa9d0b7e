import type { Instant } from '../../kernel/clock.js';
import { formatDateTime } from '../../kernel/format-time.js';
import type { PaginationView, PillView, TabsView } from '../../web/components.js';
import { standingOf, standings, type Standing, type StandingCounts, type Variant } from './standing.js';

/** The partnership's articles, services or templates, each with how a council stands to it. */
export interface VariantsPage {
  readonly heading: string;
  readonly lead: string;
  readonly breadcrumbs: readonly { readonly text: string; readonly href: string }[];
  readonly councils: TabsView | undefined;
  readonly tabs: TabsView;
  readonly column: string;
  readonly empty: string;
  readonly lines: readonly VariantLine[];
  readonly pages: PaginationView | undefined;
}

export interface VariantLine {
  readonly title: string;
  readonly href: string | undefined;
  readonly pill: PillView | undefined;
  /** "Changed 3 October, 2:10pm by Ann Price" */
  readonly changed: string;
  /** What the council has; for the partnership, which councils have their own. */
  readonly about: string;
}

export interface VariantsInput extends Pick<VariantsPage, 'heading' | 'lead' | 'breadcrumbs'> {
  readonly path: string;
  /** "article", "service": what the list holds. */
  readonly thing: string;
  readonly authorityId: number;
  /** Whom the reader edits for, the partnership among them. */
  readonly councils: readonly { readonly id: number; readonly shortName: string }[];
  readonly show: Standing | 'all';
  readonly page: number;
  readonly items: readonly Variant[];
  readonly counts: StandingCounts;
  readonly hasMore: boolean;
  /** For the partnership: who has their own, by key. */
  readonly differing: ReadonlyMap<string, readonly string[]> | undefined;
  readonly now: Instant;
  /** What is said where there is none of ours; otherwise that we use it as it is. */
  readonly without?: string;
}

const pills: Readonly<Record<Standing, PillView>> = {
  behind: { text: 'The partnership’s changed since', tone: 'warning' },
  ours: { text: 'Ours replaces it', tone: 'info' },
  shared: { text: 'As it is', tone: 'neutral' },
};

function pillOf(variant: Variant, without: string | undefined): PillView {
  return variant.own || without === undefined ? pills[standingOf(variant)] : { text: without, tone: 'neutral' };
}

export function variantsPage(input: VariantsInput): VariantsPage {
  const { heading, lead, breadcrumbs, path, thing, authorityId, councils, show, page, now, differing } = input;
  const at = (about: object): string => {
    const query = Object.entries({ authority: authorityId, show, ...about });
    return `${path}?${query.map(([name, value]) => `${name}=${value}`).join('&')}`;
  };
  return {
    ...{ heading, lead, breadcrumbs },
    councils:
      councils.length < 2
        ? undefined
        : {
            label: 'Councils',
            items: councils.map(({ id, shortName }) => ({
              text: shortName,
              href: `${path}?authority=${id}`,
              current: id === authorityId,
            })),
          },
    tabs: { label: 'Which', items: tabsOf(input, at) },
    column: differing ? 'Councils with their own' : 'What we use',
    empty: page > 1 ? 'There is nothing more on this list.' : emptyWords(thing, show, differing !== undefined),
    lines: input.items.map((variant) => lineOf(variant, input, now)),
    pages:
      page === 1 && !input.hasMore
        ? undefined
        : {
            landmarkLabel: 'More of the list',
            previous: page > 1 ? { href: at({ page: page - 1 }), text: 'Before' } : undefined,
            next: input.hasMore ? { href: at({ page: page + 1 }), text: 'More' } : undefined,
          },
  };
}

function tabsOf({ counts, show, differing }: VariantsInput, at: (about: object) => string): TabsView['items'] {
  const all = counts.behind + counts.ours + counts.shared;
  const tab = (key: Standing | 'all', text: string, count: number) => {
    return { text, count, href: at({ show: key }), current: key === show };
  };
  if (differing) return [tab('all', 'All', all), tab('ours', 'Some have their own', counts.ours)];
  const words: Readonly<Record<Standing, string>> = {
    behind: 'Changed since ours',
    ours: 'Ours replaces it',
    shared: 'As it is',
  };
  return [tab('all', 'All', all), ...standings.map((each) => tab(each, words[each], counts[each]))];
}

function emptyWords(thing: string, show: Standing | 'all', isPartnership: boolean): string {
  if (show === 'all') return `The partnership shares no ${thing} yet.`;
  if (isPartnership) return `No council has its own in place of a shared ${thing}.`;
  const words: Readonly<Record<Standing, string>> = {
    behind: 'Nothing has changed at the partnership since ours was written.',
    ours: `We use every shared ${thing} as it is.`,
    shared: `We have our own in place of every shared ${thing}.`,
  };
  return words[show];
}

function lineOf(variant: Variant, { path, authorityId, differing, without }: VariantsInput, now: Instant): VariantLine {
  const { key, title, shared, own } = variant;
  const by = shared.changedBy === undefined ? '' : ` by ${shared.changedBy}`;
  const changed = `Version ${shared.number}, ${formatDateTime(shared.changedAt, { now })}${by}`;
  if (differing) {
    const names = differing.get(key) ?? [];
    const about = names.length === 0 ? 'None' : `${names.length}: ${names.join(', ')}`;
    return { title, href: undefined, pill: undefined, changed, about };
  }
  return {
    title,
    href: `${path}/${key}?authority=${authorityId}`,
    pill: pillOf(variant, without),
    changed,
    about: own && !own.inUse ? 'A draft of ours waits' : (variant.note ?? ''),
  };
}

/** What changed in a text, as it is shown side by side. */
export interface Difference {
  readonly label: string;
  readonly was: string;
  readonly is: string;
}

/** One of the partnership's beside a council's own: what differs, and what can be done about it. */
export interface VariantPage {
  readonly title: string;
  readonly breadcrumbs: readonly { readonly text: string; readonly href: string }[];
  readonly pill: PillView;
  readonly summary: string;
  readonly draft: { readonly text: string; readonly href: string } | undefined;
  /** What the partnership changed since ours was held against it. Undefined: nothing, or there is no telling. */
  readonly changes: Compared | undefined;
  /** Ours beside theirs. Undefined: there is none of ours. */
  readonly beside: Compared | undefined;
  readonly csrfToken: string;
  readonly hidden: readonly { readonly name: string; readonly value: string }[];
  readonly acts: readonly VariantAct[];
}

export interface Compared {
  readonly heading: string;
  readonly was: string;
  readonly is: string;
  readonly same: string;
  /** One followed the other; otherwise the two stand side by side. */
  readonly isChange: boolean;
  readonly differences: readonly Difference[];
}

/** A link where there is an `href`, otherwise a form that is sent. */
export interface VariantAct {
  readonly text: string;
  readonly about: string;
  readonly href?: string;
  readonly action?: string;
  readonly isMainAction?: boolean;
}

export interface VariantInput extends Pick<VariantPage, 'breadcrumbs' | 'csrfToken'> {
  readonly path: string;
  readonly thing: string;
  readonly authority: { readonly id: number; readonly shortName: string };
  readonly variant: Variant;
  /** Where ours is written. */
  readonly editHref: string | undefined;
  readonly changes: readonly Difference[] | undefined;
  readonly differences: readonly Difference[] | undefined;
  readonly now: Instant;
  readonly without?: string;
  /** What can be done, where it isn't what articles have. */
  readonly acts?: readonly VariantAct[];
}

export function variantPage(input: VariantInput): VariantPage {
  const { variant, authority, thing, breadcrumbs, csrfToken, editHref, changes, differences, now } = input;
  const { title, shared, own } = variant;
  const standing = standingOf(variant);
  const by = shared.changedBy === undefined ? '' : ` by ${shared.changedBy}`;
  const told = `The partnership’s is version ${shared.number}, ${formatDateTime(shared.changedAt, { now })}${by}.`;
  return {
    ...{ title, breadcrumbs, csrfToken },
    pill: pillOf(variant, input.without),
    summary: `${told} ${own || !input.without ? standWords(standing, variant, authority.shortName) : `${input.without}.`}`,
    draft: own && !own.inUse && editHref ? { text: 'Go on writing it', href: editHref } : undefined,
    changes: changes && {
      heading: 'What the partnership changed since',
      ...{ was: 'Was', is: 'Is now', same: 'It was published again without a change in what we use.' },
      isChange: true,
      differences: changes,
    },
    beside: differences && {
      heading: 'Ours beside the partnership’s',
      ...{ was: 'The partnership’s', is: own?.inUse ? 'Ours' : 'Our draft', same: 'The two say the same.' },
      isChange: false,
      differences,
    },
    hidden: [
      { name: 'authorityId', value: String(authority.id) },
      { name: 'number', value: String(shared.number) },
      ...(own ? [{ name: 'expectedVersion', value: String(own.version) }] : []),
    ],
    acts: input.acts ?? actsOf(standing, input, thing),
  };
}

function standWords(standing: Standing, { own }: Variant, council: string): string {
  if (standing === 'shared')
    return own ? `${council} uses it as it is; a draft of its own waits.` : `${council} uses it as it is.`;
  const base = own?.basedOn ?? null;
  const taken =
    base === null ? 'when ours was written the partnership had none' : `ours was last held against version ${base}`;
  return standing === 'ours' ? `${council} has its own; ${taken}.` : `${council} has its own, and ${taken}.`;
}

function actsOf(standing: Standing, { variant, path, editHref }: VariantInput, thing: string): VariantAct[] {
  const address = `${path}/${variant.key}`;
  const take: VariantAct = {
    text: 'Make it ours',
    about: `Begins our own ${thing} from the shared text, as a draft. Until that is published we go on using the shared one.`,
    action: `${address}/take`,
    isMainAction: true,
  };
  if (!variant.own) return [take];
  const separator = editHref?.includes('?') ? '&' : '?';
  const takeIn: VariantAct = {
    text: 'Take in what changed',
    about: 'Opens ours with the partnership’s text beside it. Publishing clears the mark.',
    isMainAction: true,
    ...(editHref ? { href: `${editHref}${separator}beside=${variant.shared.number}` } : {}),
  };
  const keep: VariantAct = {
    text: 'Keep ours as it is',
    about: 'Says that we looked at the partnership’s change and need none of it. The mark clears.',
    action: `${address}/keep`,
  };
  const back: VariantAct = {
    text: variant.own.inUse ? 'Go back to the shared one' : 'Give up our draft',
    about: `Ours is withdrawn, its versions are kept, and we use the partnership’s ${thing} again.`,
    action: `${address}/go-back`,
  };
  const write: VariantAct = {
    text: 'Write ours',
    about: `Opens our own ${thing}.`,
    ...(editHref ? { href: editHref } : {}),
  };
  if (standing === 'behind') return [takeIn, keep, back];
  return [write, back];
}
