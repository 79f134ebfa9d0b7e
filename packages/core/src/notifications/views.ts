import type { Instant } from '../kernel/clock.js';
import { formatRelative } from '../kernel/format-time.js';
import type { EmptyStateView } from '../web/components.js';
import type { NotificationList } from './queries.js';
import type { Notification, NotificationKind } from './types.js';

export interface NotificationsPage {
  readonly csrfToken: string;
  readonly unread: number;
  readonly rows: readonly {
    readonly href: string;
    readonly reference: string;
    readonly words: string;
    readonly when: string;
    readonly dateTime: string;
    readonly isNew: boolean;
  }[];
  readonly olderHref: string | undefined;
  readonly empty: EmptyStateView;
}

export function notificationsPage(
  { items, nextCursor }: NotificationList,
  { now, csrfToken }: { now: Instant; csrfToken: string },
): NotificationsPage {
  return {
    csrfToken,
    unread: items.filter(({ readAt }) => readAt === null).length,
    rows: items.map((one) => ({
      href: `/desk/cases/${one.reference}`,
      reference: one.reference,
      words: notificationWords(one),
      when: formatRelative(one.at, { now }),
      dateTime: new Date(one.at).toISOString(),
      isNew: one.readAt === null,
    })),
    olderHref: nextCursor === null ? undefined : `/desk/notifications?cursor=${encodeURIComponent(nextCursor)}`,
    empty: {
      text: 'You have no notifications. You get one when you are given a case or a task, when a colleague mentions you, when a task of yours is due, and when a case runs late.',
      action: { text: 'See my work', href: '/desk/work' },
    },
  };
}

const words: Readonly<Record<NotificationKind, (by: string) => string>> = {
  assigned: (by) => `${by} gave you a case.`,
  mentioned: (by) => `${by} mentioned you in a note.`,
  'task-given': (by) => `${by} gave you a task.`,
  'task-due': () => 'A task is due today.',
  'task-overdue': () => 'A task is overdue.',
  'sla-warning': () => 'A case is due soon.',
  'sla-breached': () => 'A case is late.',
};

/** "Tom Reyes mentioned you in a note." */
export function notificationWords({
  kind,
  byName,
  forName,
}: Pick<Notification, 'kind' | 'byName' | 'forName'>): string {
  const told = words[kind](byName ?? 'Moothall');
  return forName === null ? told : `For ${forName}, who is away: ${told}`;
}
