import type { Instant } from '../kernel/clock.js';
import type { AuthorityId } from '../kernel/scope.js';

export const notificationKinds = [
  'assigned',
  'mentioned',
  'task-given',
  'task-for-team',
  'task-due',
  'task-overdue',
  'sla-warning',
  'sla-breached',
  'case-opened',
  'record-opened',
  'alert-proposed',
  'alert-review-due',
  'message-failed',
  'message-undelivered',
  'handover-offered',
  'handover-accepted',
  'handover-declined',
  'handover-returned',
  'handover-finished',
  'call-back-promised',
  'call-back-changed',
  'call-back-missed',
  'call-back-ended',
  'call-out-rung',
  'call-out-accepted',
  'call-out-exhausted',
  'call-out-stood-down',
  'transfer-arrived',
  'transfer-answered',
  'outside-stuck',
  'colleague-wrote',
  'mail-arrived',
] as const;
export type NotificationKind = (typeof notificationKinds)[number];

/** What a notification is about. A task's is its case; an opening is that of a restricted customer's record. */
export const subjectKinds = [
  'case',
  'opening',
  'alert',
  'message',
  'handover',
  'call-back',
  'call-out',
  'transfer',
] as const;
export type SubjectKind = (typeof subjectKinds)[number];

/** Something that a person should know of, without looking for it. */
export interface Notification {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly kind: NotificationKind;
  readonly subject: { readonly kind: SubjectKind; readonly id: string };
  /** Of the case that it is about, if any. No notification says more, because what it is about may be restricted. */
  readonly reference: string | null;
  /** Who did it; null for Moothall itself. */
  readonly byName: string | null;
  /** Whom the person stands in for; null: it is their own. */
  readonly forName: string | null;
  readonly at: Instant;
  readonly readAt: Instant | null;
}
