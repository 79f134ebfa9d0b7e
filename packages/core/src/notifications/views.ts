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
    readonly link: string;
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
      ...linkOf(one),
      words: notificationWords(one),
      when: formatRelative(one.at, { now }),
      dateTime: new Date(one.at).toISOString(),
      isNew: one.readAt === null,
    })),
    olderHref: nextCursor === null ? undefined : `/desk/notifications?cursor=${encodeURIComponent(nextCursor)}`,
    empty: {
      text: 'You have no notifications. You get one when you are given a case or a task, when a colleague mentions you, when a task of yours is due, when a case runs late, and when an alert waits for you.',
      action: { text: 'See my work', href: '/desk/work' },
    },
  };
}

/** Where it leads, and what the link says. */
function linkOf({ subject, reference }: Notification): { href: string; link: string } {
  switch (subject.kind) {
    case 'opening':
      return { href: '/desk/restricted-openings', link: 'See why' };
    case 'alert':
      return { href: `/desk/alerts/${subject.id}`, link: 'Look at the alert' };
    case 'handover':
      return { href: `/desk/handovers/${subject.id}`, link: 'Look at it' };
    case 'call-back':
      return { href: `/desk/call-backs/${subject.id}`, link: 'Look at it' };
    case 'transfer':
      return { href: `/desk/exchange/transfers/${subject.id}`, link: 'Look at it' };
    case 'call-out':
      return { href: `/desk/call-outs/${subject.id}`, link: 'Look at it' };
    case 'message':
      return reference === null
        ? { href: `/desk/messages/${subject.id}`, link: 'Look at it' }
        : { href: `/desk/cases/${reference}/messages/${subject.id}`, link: reference };
    case 'case':
      return { href: `/desk/cases/${reference ?? ''}`, link: reference ?? 'Look at it' };
  }
}

const words: Readonly<Record<NotificationKind, (by: string) => string>> = {
  assigned: (by) => `${by} gave you a case.`,
  mentioned: (by) => `${by} mentioned you in a note.`,
  'colleague-wrote': (by) => `${by} wrote in the request that they made.`,
  'task-given': (by) => `${by} gave you a task.`,
  'task-for-team': (by) => `${by} gave your team a task.`,
  'task-due': () => 'A task is due today.',
  'task-overdue': () => 'A task is overdue.',
  'sla-warning': () => 'A case is due soon.',
  'sla-breached': () => 'A case is late.',
  'case-opened': (by) => `${by} opened a restricted case of another team.`,
  'record-opened': (by) => `${by} opened a restricted record.`,
  'alert-proposed': (by) => `${by} proposed an alert.`,
  'alert-review-due': () => 'An alert is to be reviewed.',
  'mail-arrived': () => 'The customer of a case wrote a mail.',
  'message-failed': () => 'A message could not be sent.',
  'message-undelivered': () => 'A message did not reach its customer.',
  'handover-offered': (by) => `${by} passed something to you or your team.`,
  'handover-accepted': (by) => `${by} accepted what you passed on.`,
  'handover-declined': (by) => `${by} declined what you passed on.`,
  'handover-returned': () => 'What you passed on was not accepted, and is back with you.',
  'call-back-promised': (by) => `${by} promised a customer that you, or your team, call back.`,
  'call-back-changed': (by) => `${by} changed a call-back that you promised, or that you or your team make.`,
  'call-back-missed': () => 'A customer who was promised a call was not called in time.',
  'call-back-ended': (by) => `${by} said what came of the call that you promised.`,
  'transfer-arrived': () => 'A council in another installation hands a case over to yours.',
  'transfer-answered': () => 'A council in another installation answered what was handed over to it.',
  'call-out-rung': () => 'Emergency: you are called out. Accept or decline it now.',
  'call-out-accepted': () => 'Somebody accepted the call-out: nobody else has to go.',
  'call-out-exhausted': () => 'Emergency: nobody answered a call-out. It is still open.',
  'call-out-stood-down': () => 'A call-out was stood down: nobody has to go.',
  'outside-stuck': () => 'A case and the system in which its work is done need you.',
  'handover-finished': (by) => `${by} said what became of what you passed on.`,
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
