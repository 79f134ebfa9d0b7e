import type { FieldFault } from '../kernel/errors.js';
import type { TabsView } from '../web/components.js';
import type { ErrorSummaryView } from '../web/form-components.js';
import { errorSummary } from '../web/form-faults.js';
import type { Authority } from './types.js';

const pages = {
  settings: { text: 'Contacts', href: '/desk/admin/settings' },
  calendars: { text: 'Opening hours', href: '/desk/admin/calendars' },
  lines: { text: 'Telephone lines', href: '/desk/admin/lines' },
  council: { text: 'Name and colour', href: '/desk/admin/council' },
  retention: { text: 'How long records are kept', href: '/desk/admin/retention' },
} as const;

/** What each of the pages on which a council is set up has in common. */
export interface SettingsFrame {
  readonly csrfToken: string;
  readonly council: string;
  readonly authorityId: number;
  readonly tabs: TabsView;
  /** Undefined: the reader sets up no other. */
  readonly councils: TabsView | undefined;
  readonly errors: ErrorSummaryView | undefined;
}

export interface AboutSettings {
  readonly csrfToken: string;
  readonly authority: Pick<Authority, 'id' | 'name'>;
  readonly authorities: readonly Pick<Authority, 'id' | 'shortName'>[];
  readonly faults?: readonly FieldFault[];
}

/** The frame of one of the pages; `idOf` tells which control has a field, where it isn't the field's name. */
export function settingsFrame(
  open: keyof typeof pages,
  { csrfToken, authority, authorities, faults = [] }: AboutSettings,
  idOf?: (field: string) => string,
): SettingsFrame {
  return {
    ...{ csrfToken, council: authority.name, authorityId: authority.id },
    tabs: settingsTabs(open, authority.id),
    councils: councilTabs(open, authority.id, authorities),
    errors: errorSummary(faults, idOf),
  };
}

/** The pages on which a council is set up, that one being open. */
function settingsTabs(open: keyof typeof pages, authorityId: number): TabsView {
  const items = Object.entries(pages).map(([name, { text, href }]) => ({
    ...{ text, href: `${href}?authority=${authorityId}`, current: name === open },
  }));
  return { label: 'Settings of the council', items };
}

/** The councils that the reader sets up, where there are several. */
function councilTabs(
  open: keyof typeof pages,
  authorityId: number,
  authorities: readonly { readonly id: number; readonly shortName: string }[],
): TabsView | undefined {
  if (authorities.length < 2) return undefined;
  const items = authorities.map(({ id, shortName }) => ({
    ...{ text: shortName, href: `${pages[open].href}?authority=${id}`, current: id === authorityId },
  }));
  return { label: 'Councils', items };
}
