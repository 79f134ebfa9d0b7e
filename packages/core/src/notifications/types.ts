import type { Instant } from '../kernel/clock.js';
import type { AuthorityId } from '../kernel/scope.js';

export const notificationKinds = [
  'assigned',
  'mentioned',
  'task-given',
  'task-due',
  'task-overdue',
  'sla-warning',
  'sla-breached',
] as const;
export type NotificationKind = (typeof notificationKinds)[number];

/** Something that a person should know of, without looking for it. */
export interface Notification {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly kind: NotificationKind;
  readonly caseId: string;
  /** Of the case; all that is said of it, because it may be restricted. */
  readonly reference: string;
  /** Who did it; null for Moothall itself. */
  readonly byName: string | null;
  /** Whom the person stands in for; null: it is their own. */
  readonly forName: string | null;
  readonly at: Instant;
  readonly readAt: Instant | null;
}
