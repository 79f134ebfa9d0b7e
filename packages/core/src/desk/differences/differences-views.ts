import type { Authority } from '../../authorities/index.js';
import type { TabsView } from '../../web/components.js';
import { differenceKinds, type DifferenceCount, type DifferenceKind } from './count-differences.js';

/** What a council does otherwise than the partnership, by kind. */
export interface DifferencesPage {
  readonly heading: string;
  readonly lead: string;
  /** Of the counts; the second is left out for the partnership. */
  readonly columns: { readonly ours: string; readonly behind: string | undefined; readonly shared: string };
  readonly councils: TabsView | undefined;
  readonly lines: readonly DifferenceLine[];
}

export interface DifferenceLine extends DifferenceCount {
  readonly text: string;
  /** Undefined: the reader may not open it. */
  readonly href: string | undefined;
}

export interface DifferencesInput {
  readonly council: Pick<Authority, 'id' | 'name' | 'kind'>;
  readonly councils: readonly { readonly id: number; readonly shortName: string }[];
  readonly counts: Readonly<Record<DifferenceKind, DifferenceCount>>;
  readonly mayOpen: (permission: string) => boolean;
}

export const differencesHref = '/desk/admin/differences';

/** What each kind is called, where it is looked at, and who may. */
const kinds: Readonly<
  Record<DifferenceKind, { readonly text: string; readonly path: string; readonly needs: string }>
> = {
  articles: { text: 'Knowledge articles', path: '/desk/knowledge-editing/shared', needs: 'knowledge.edit' },
  synonyms: {
    text: 'Words that mean the same to a search',
    path: '/desk/knowledge-editing/synonyms/shared',
    needs: 'knowledge.edit',
  },
  services: { text: 'Services', path: '/desk/service-design/shared', needs: 'services.design' },
  templates: {
    text: 'Message templates',
    path: '/desk/admin/message-templates/shared',
    needs: 'correspondence.edit-templates',
  },
  hours: { text: 'Opening hours', path: '/desk/admin/calendars', needs: 'authorities.manage' },
  days: { text: 'Days on which they differ', path: '/desk/admin/calendars', needs: 'authorities.manage' },
  settings: { text: 'Contact settings', path: '/desk/admin/settings', needs: 'authorities.manage' },
  retention: {
    text: 'How long records are kept',
    path: '/desk/admin/retention',
    needs: 'authorities.set-retention',
  },
};

export function differencesPage({ council, councils, counts, mayOpen }: DifferencesInput): DifferencesPage {
  const items = councils.map(({ id, shortName }) => {
    return { text: shortName, href: `${differencesHref}?authority=${id}`, current: id === council.id };
  });
  return {
    ...(council.kind === 'partnership' ? wordsOfPartnership : wordsOf(council.name)),
    councils: councils.length < 2 ? undefined : { label: 'Councils', items },
    lines: differenceKinds.map((kind) => {
      const { text, path, needs } = kinds[kind];
      return { text, href: mayOpen(needs) ? `${path}?authority=${council.id}` : undefined, ...counts[kind] };
    }),
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
