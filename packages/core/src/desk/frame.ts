import { listAuthorities, type Authority } from '../authorities/index.js';
import { countUnread } from '../bulletins/index.js';
import { formatTime } from '../kernel/format-time.js';
import type { RouteContext } from '../kernel/route.js';
import type { Grants } from '../kernel/actor.js';
import { may, type AuthorityId } from '../kernel/scope.js';
import { formatTelephone } from '../customers/index.js';
import { contactWords, listOpenInteractions, type Channel, type Interaction } from '../interactions/index.js';
import type { DeskShell, InteractionTab, NavigationItem, Presence } from '../web/shell.js';

type AnyContext = RouteContext<unknown, unknown, unknown>;

/** What stands around every page of the desk. */
export interface Frame {
  readonly authorityName: string;
  readonly brandColour: `#${string}`;
  readonly navigation: DeskShell['navigation'];
  readonly countsHref?: string;
  readonly interactions: DeskShell['interactions'];
  readonly presence?: Presence;
  readonly preferences: { readonly scheme: DeskShell['scheme']; readonly shortcuts: DeskShell['shortcuts'] };
}

export async function deskFrame(context: AnyContext, nav: string | undefined): Promise<Frame> {
  const own = await ownAuthority(context);
  const open = await openInteractions(context);
  return {
    authorityName: own?.name ?? 'Moothall',
    brandColour: own?.brandColour ?? '#00594f',
    navigation: await navigation(context, nav),
    ...(may(context.visitor.actor, 'cases.read') ? { countsHref: '/desk/work/counts' } : {}),
    interactions: open.map((contact) => tabOf(context, contact)),
    ...presenceOf(context, open),
    preferences: preferencesOf(context),
  };
}

/** The authority whose name and colour the desk wears: the first in which the person has a role. */
export async function ownAuthority({ kernel, visitor }: AnyContext): Promise<Authority | undefined> {
  const { actor } = visitor;
  if (actor.kind !== 'staff') return undefined;
  const held = authoritiesOf(actor.grants);
  const own = (await listAuthorities(kernel)).filter(({ id }) => held.has(id)).sort((a, b) => a.id - b.id);
  return own.find(({ kind }) => kind === 'authority') ?? own[0];
}

/** Where somebody may do anything at all by a role of their own, and not by an agreement. Grants are the same object from page to page, and never change. */
const authoritiesByGrants = new WeakMap<Grants, ReadonlySet<AuthorityId>>();

function authoritiesOf(grants: Grants): ReadonlySet<AuthorityId> {
  let held = authoritiesByGrants.get(grants);
  if (!held) {
    const own = [...grants.values()].flat().filter(({ agreementId }) => agreementId === undefined);
    held = new Set(own.map(({ authorityId }) => authorityId));
    authoritiesByGrants.set(grants, held);
  }
  return held;
}

async function openInteractions(context: AnyContext): Promise<Interaction[]> {
  if (!may(context.visitor.actor, 'interactions.handle')) return [];
  return await context.read(listOpenInteractions, {});
}

/** A contact under way, as a tab over every page. */
function tabOf(context: AnyContext, { id, channel, participant, caller }: Interaction): InteractionTab {
  return {
    text: `${participant.name ?? callerWords(caller)} · ${contactWords[channel].toLowerCase()}`,
    href: hrefOf(id),
    current: isHere(context, id),
  };
}

function hrefOf(id: string): string {
  return `/desk/interactions/${id}`;
}

function isHere({ here }: AnyContext, id: string): boolean {
  return here.startsWith(hrefOf(id));
}

/** Contacts in which somebody waits for every word. */
const presentWords: Partial<Record<Channel, string>> = {
  telephone: 'On a call',
  counter: 'At the counter',
  chat: 'In a chat',
};

/** The contact that the person is in: the one on this page, else the latest. */
function presenceOf(context: AnyContext, open: readonly Interaction[]): { presence?: Presence } {
  const live = open.filter(({ channel, isCaptured }) => !isCaptured && presentWords[channel] !== undefined);
  const latestFirst = [...live].sort((a, b) => b.startedAt - a.startedAt);
  const contact = live.find(({ id }) => isHere(context, id)) ?? latestFirst[0];
  if (!contact) return {};
  const { channel, startedAt } = contact;
  return {
    presence: {
      text: presentWords[channel] ?? '',
      tone: 'good',
      since: formatTime(startedAt),
      elapsedMs: context.now - startedAt,
    },
  };
}

/** Tells contacts apart whose customer is not known yet. */
function callerWords(caller: string | null): string {
  if (caller === null) return 'Not known yet';
  return caller === 'withheld' ? 'Number withheld' : formatTelephone(caller);
}

interface Place extends NavigationItem {
  readonly name: string;
  readonly permission: string;
  /** Its open cases are counted after the page. */
  readonly isCounted?: boolean;
}

const mainPlaces: readonly Place[] = [
  { name: 'home', text: 'Home', href: '/desk', permission: 'directory.read' },
  { name: 'bulletins', text: 'Bulletins', href: '/desk/bulletins', permission: 'bulletins.read' },
  { name: 'work', text: 'My work', href: '/desk/work', permission: 'cases.work', isCounted: true },
  { name: 'notifications', text: 'Notifications', href: '/desk/notifications', permission: 'notifications.read' },
  { name: 'queue', text: 'Team queue', href: '/desk/queue', permission: 'cases.read', isCounted: true },
  { name: 'morning', text: 'Answered for us', href: '/desk/morning', permission: 'morning.read' },
  { name: 'messages', text: 'Messages', href: '/desk/messages', permission: 'correspondence.read' },
  { name: 'customers', text: 'Customers', href: '/desk/customers', permission: 'customers.read' },
  { name: 'places', text: 'Properties', href: '/desk/places', permission: 'places.read' },
  { name: 'directory', text: 'Directory', href: '/desk/directory', permission: 'directory.read' },
  { name: 'alerts', text: 'Alerts', href: '/desk/alerts', permission: 'alerts.decide' },
  { name: 'services', text: 'Services', href: '/desk/services', permission: 'services.read' },
  { name: 'knowledge', text: 'Knowledge', href: '/desk/knowledge', permission: 'knowledge.read' },
  { name: 'wallboard', text: 'Wallboard', href: '/desk/wallboard', permission: 'wallboard.read' },
  { name: 'figures', text: 'Figures', href: '/desk/figures', permission: 'reporting.read' },
  { name: 'partnership', text: 'Partnership', href: '/desk/partnership', permission: 'club.read' },
  { name: 'help', text: 'Ask for help', href: '/desk/help', permission: 'cases.ask' },
];
const adminPlaces: readonly Place[] = [
  {
    name: 'openings',
    text: 'Restricted records opened',
    href: '/desk/restricted-openings',
    permission: 'customers.review-openings',
  },
  { name: 'staff', text: 'Staff and roles', href: '/desk/admin/staff', permission: 'access.manage' },
  {
    name: 'templates',
    text: 'Message templates',
    href: '/desk/admin/message-templates',
    permission: 'correspondence.edit-templates',
  },
  { name: 'agreements', text: 'Agreements', href: '/desk/agreements', permission: 'partnerships.read' },
  { name: 'recharges', text: 'Recharges', href: '/desk/recharges', permission: 'recharges.read' },
  { name: 'payment-days', text: 'Payments by day', href: '/desk/payment-days', permission: 'payments.reconcile' },
  { name: 'exchange', text: 'Other installations', href: '/desk/exchange', permission: 'exchange.read' },
  { name: 'adapters', text: 'Connections', href: '/desk/admin/adapters', permission: 'adapters.read' },
  { name: 'sign-ins', text: 'Signing in elsewhere', href: '/desk/admin/elsewhere', permission: 'access.manage' },
  { name: 'scim', text: 'Staff by SCIM', href: '/desk/admin/scim', permission: 'access.manage' },
  { name: 'webhooks', text: 'Webhooks', href: '/desk/admin/webhooks', permission: 'events.manage' },
  { name: 'open311', text: 'Open311', href: '/desk/admin/open311', permission: 'open311.manage' },
  { name: 'who-answers', text: 'Who answers', href: '/desk/admin/who-answers', permission: 'places.manage' },
  {
    name: 'retention',
    text: 'How long records are kept',
    href: '/desk/admin/retention',
    permission: 'authorities.set-retention',
  },
  { name: 'settings', text: 'Settings', href: '/desk/admin/settings', permission: 'authorities.manage' },
];

async function navigation({ kernel, visitor }: AnyContext, nav: string | undefined): Promise<NavigationItem[][]> {
  const unread: Readonly<Record<string, number>> = {
    notifications: visitor.session?.unreadNotifications ?? 0,
    bulletins: await countUnread(kernel, visitor),
  };
  const shown = (places: readonly Place[]): NavigationItem[] =>
    places
      .filter(({ permission }) => may(visitor.actor, permission))
      .map(({ name, text, href, isCounted }) => {
        const count = isCounted ? { countOf: name, countNoun: 'open cases' } : unreadCount(unread[name] ?? 0);
        return { text, href, current: name === nav, ...count };
      });
  return [shown(mainPlaces), shown(adminPlaces)].filter((group) => group.length > 0);
}

function unreadCount(unread: number): Pick<NavigationItem, 'count' | 'countNoun'> {
  return unread > 0 ? { count: unread, countNoun: 'unread' } : {};
}

function preferencesOf({ visitor }: AnyContext): Frame['preferences'] {
  const { scheme, shortcuts } = visitor.session?.preferences ?? {};
  return {
    scheme: scheme === 'light' || scheme === 'dark' ? scheme : 'auto',
    shortcuts: shortcuts === 'off' ? 'off' : 'on',
  };
}
