import type { Authority } from '../../authorities/index.js';
import type { Team } from '../../directory/index.js';
import { capitalised } from '../../kernel/capitalised.js';
import type { LocalDate } from '../../kernel/clock.js';
import { addDays } from '../../kernel/local-date.js';
import { formatShortDate } from '../../kernel/format-time.js';
import type { SelectField } from '../../web/form-components.js';
import type { EditedArticle } from './editing-repository.js';

export const lists = ['due', 'drafts', 'published', 'withdrawn'] as const;
export type List = (typeof lists)[number];

const listWords: Readonly<Record<List, { readonly tab: string; readonly empty: string }>> = {
  due: { tab: 'Due for review', empty: 'No article is due for review in the next 30 days.' },
  drafts: { tab: 'Drafts', empty: 'Nothing is waiting to be published.' },
  published: { tab: 'Published', empty: 'No articles are published yet. Write the first one.' },
  withdrawn: { tab: 'Withdrawn', empty: 'No article has been withdrawn.' },
};

/** Articles show as due this long before their review date. */
const dueDaysAhead = 30;

export interface EditingPage {
  readonly show: List;
  /** Whose articles are listed. */
  readonly owner: SelectField | undefined;
  readonly tabs: readonly {
    readonly text: string;
    readonly href: string;
    readonly count: number;
    readonly current: boolean;
  }[];
  readonly heading: string;
  readonly empty: string;
  readonly articles: readonly EditedLine[];
}

export interface EditedLine {
  readonly title: string;
  readonly href: string;
  readonly council: string;
  readonly owner: string;
  readonly review: string;
  readonly isOverdue: boolean;
  readonly hasDraft: boolean;
}

export const editingHref = '/desk/knowledge-editing';

export function editHref(id: string, part = 'article'): string {
  return `${editingHref}/articles/${id}${part === 'article' ? '' : `?part=${part}`}`;
}

export interface EditingSurroundings {
  readonly authorities: readonly Authority[];
  readonly teams: readonly Team[];
  readonly today: LocalDate;
}

export function editingPage(
  { show: shown, owner }: { readonly show: List; readonly owner?: string | undefined },
  all: readonly EditedArticle[],
  { authorities, teams, today }: EditingSurroundings,
): EditingPage {
  const articles = owner === undefined ? all : all.filter(({ ownerTeamKey }) => ownerTeamKey === owner);
  const inList = (list: List): EditedArticle[] => articles.filter((article) => belongsIn(list, article, today));
  const nameOf = (key: string): string => teamName(teams, key);
  return {
    show: shown,
    owner: ownerSelect(all, owner, nameOf),
    tabs: lists.map((list) => ({
      text: listWords[list].tab,
      href: `${editingHref}?show=${list}${owner === undefined ? '' : `&owner=${encodeURIComponent(owner)}`}`,
      count: inList(list).length,
      current: list === shown,
    })),
    heading: listWords[shown].tab,
    empty: listWords[shown].empty,
    articles: inList(shown).map((article) => ({
      title: article.title,
      href: editHref(article.id),
      council: authorities.find(({ id }) => id === article.authorityId)?.shortName ?? '',
      owner: article.ownerTeamKey === undefined ? '' : nameOf(article.ownerTeamKey),
      review: formatShortDate(article.reviewOn as LocalDate, { today }),
      isOverdue: article.state === 'published' && article.reviewOn < today,
      hasDraft: article.hasDraft && article.state === 'published',
    })),
  };
}

/** A shared article names a team that every council has under that key: the reader's own says what it is called. */
function teamName(teams: readonly Team[], key: string): string {
  return teams.find((team) => team.key === key)?.name ?? capitalised(key.replaceAll('-', ' '));
}

/** A team looks after its own articles. */
function ownerSelect(
  articles: readonly EditedArticle[],
  chosen: string | undefined,
  nameOf: (key: string) => string,
): SelectField | undefined {
  const owners = [...new Set(articles.flatMap(({ ownerTeamKey }) => ownerTeamKey ?? []))];
  if (owners.length < 2) return undefined;
  const items = owners
    .map((value) => ({ value, text: nameOf(value), selected: value === chosen }))
    .sort((a, b) => a.text.localeCompare(b.text, 'en'));
  const everybody = { value: '', text: 'Everybody', selected: chosen === undefined };
  return { control: 'select', id: 'owner', name: 'owner', label: { text: 'Owner' }, items: [everybody, ...items] };
}

function belongsIn(list: List, { state, hasDraft, reviewOn }: EditedArticle, today: LocalDate): boolean {
  switch (list) {
    case 'due':
      return state === 'published' && reviewOn <= addDays(today, dueDaysAhead);
    case 'drafts':
      return state === 'draft' || (state === 'published' && hasDraft);
    case 'published':
    case 'withdrawn':
      return state === list;
  }
}

export interface GapsPage {
  readonly authorityId: number;
  readonly authorities: readonly { readonly id: number; readonly name: string; readonly selected: boolean }[];
  readonly gaps: readonly GapLine[];
  readonly csrfToken: string;
}

export interface GapLine {
  readonly word: string;
  readonly stem: string;
  readonly customers: number;
  readonly gaps: number;
  readonly last: string;
  readonly nowFinds: string;
  readonly writeHref: string;
}
