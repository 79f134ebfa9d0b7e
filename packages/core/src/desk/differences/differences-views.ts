import type { StandingCounts } from '../../authorities/index.js';
import type { TabsView } from '../../web/components.js';

/** What a council does otherwise than the partnership, by kind. */
export interface DifferencesPage {
  readonly council: string;
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
  readonly council: { readonly id: number; readonly name: string };
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
    council: council.name,
    councils: councils.length < 2 ? undefined : { label: 'Councils', items },
    lines: [
      line('Knowledge articles', articles, input.mayEditArticles ? at('/desk/knowledge-editing/shared') : undefined),
      line('Services', services, input.mayDesign ? at('/desk/service-design/shared') : undefined),
      { text: 'Contact settings', href: at('/desk/admin/settings'), behind: undefined, ...settings },
    ],
  };
}

function line(text: string, { ours, behind, shared }: StandingCounts, href: string | undefined): DifferenceLine {
  return { text, href, ours: ours + behind, behind, shared };
}
