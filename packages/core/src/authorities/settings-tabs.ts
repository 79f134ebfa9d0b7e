import type { TabsView } from '../web/components.js';

const pages = {
  settings: { text: 'Contacts', href: '/desk/admin/settings' },
  calendars: { text: 'Opening hours', href: '/desk/admin/calendars' },
  lines: { text: 'Telephone lines', href: '/desk/admin/lines' },
  council: { text: 'Name and colour', href: '/desk/admin/council' },
} as const;

/** The pages on which a council is set up, that one being open. */
export function settingsTabs(open: keyof typeof pages, authorityId: number): TabsView {
  const items = Object.entries(pages).map(([name, { text, href }]) => ({
    ...{ text, href: `${href}?authority=${authorityId}`, current: name === open },
  }));
  return { label: 'Settings of the council', items };
}

/** The councils that the reader sets up, where there are several. */
export function councilTabs(
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
