import type { Authority, StandingCounts } from '../../authorities/index.js';
import type { TabsView } from '../../web/components.js';

/** What a council does otherwise than the partnership, by kind. */
export interface DifferencesPage {
  readonly heading: string;
  readonly lead: string;
  /** Of the counts; the second is left out for the partnership. */
  readonly columns: { readonly ours: string; readonly behind: string | undefined; readonly shared: string };
  readonly councils: TabsView | undefined;
  readonly lines: readonly DifferenceLine[];
}

export interface DifferenceLine {
  readonly text: string;
  /** Undefined: the reader may not open it. */
  readonly href: string | undefined;
  readonly ours: number;
  /** How many of ours the partnership has changed since; undefined: it keeps no count. */
  readonly behind: number | undefined;
  readonly shared: number;
}

export interface DifferencesInput {
  readonly council: Pick<Authority, 'id' | 'name' | 'kind'>;
  readonly councils: readonly { readonly id: number; readonly shortName: string }[];
  readonly articles: StandingCounts;
  readonly services: StandingCounts;
  /** Of the contact settings: how many differ, of how many. */
  readonly settings: { readonly ours: number; readonly shared: number };
  readonly mayEditArticles: boolean;
  readonly mayDesign: boolean;
}

export const differencesHref = '/desk/admin/differences';

export function differencesPage(input: DifferencesInput): DifferencesPage {
  const { council, councils, articles, services, settings } = input;
  const at = (path: string): string => `${path}?authority=${council.id}`;
  const items = councils.map(({ id, shortName }) => {
    return { text: shortName, href: `${differencesHref}?authority=${id}`, current: id === council.id };
  });
  return {
    ...(council.kind === 'partnership' ? wordsOfPartnership : wordsOf(council.name)),
    councils: councils.length < 2 ? undefined : { label: 'Councils', items },
    lines: [
      line('Knowledge articles', articles, input.mayEditArticles ? at('/desk/knowledge-editing/shared') : undefined),
      line('Services', services, input.mayDesign ? at('/desk/service-design/shared') : undefined),
      { text: 'Contact settings', href: at('/desk/admin/settings'), behind: undefined, ...settings },
    ],
  };
}

const wordsOfPartnership = {
  heading: 'What councils do differently',
  lead: 'How much of what the partnership shares some council has its own of.',
  columns: { ours: 'Some have their own', behind: undefined, shared: 'All use it as it is' },
};

function wordsOf(council: string): Pick<DifferencesPage, 'heading' | 'lead' | 'columns'> {
  return {
    heading: 'What we do differently',
    lead: `What ${council} has of its own in place of the partnership’s, and where the partnership’s has changed since.`,
    columns: { ours: 'Ours', behind: 'Changed at the partnership since', shared: 'Shared, as it is' },
  };
}

function line(text: string, { ours, behind, shared }: StandingCounts, href: string | undefined): DifferenceLine {
  return { text, href, ours: ours + behind, behind, shared };
}
