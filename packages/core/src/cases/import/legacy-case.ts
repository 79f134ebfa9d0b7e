import type { Instant, LocalDate } from '../../kernel/clock.js';

/** A case of the system that a council leaves, with everything that happened to it. */
export interface LegacyCase {
  /** What people quote today; it stays searchable beside the new reference. */
  readonly oldReference: string;
  /** Our service, by the import's service mapping. */
  readonly service: string;
  /** Our status, by the status mapping, and whether it ends a case. */
  readonly status: string;
  readonly ended: boolean;
  readonly openedAt: Instant;
  /** Present exactly when `ended`. */
  readonly closedAt?: Instant;
  readonly dueOn?: LocalDate;
  readonly summary?: string;
  readonly team?: string;
  readonly channel?: string;
  readonly uprn?: string;
  readonly location?: string;
  /** Absent for an anonymous report. */
  readonly customer?: LegacyCustomer;
  /** In the order of time. */
  readonly history: readonly LegacyHistoryEntry[];
  readonly attachments: readonly LegacyAttachment[];
}

/** The customer's id in the old system, or what the case itself says of them. */
export interface LegacyCustomer {
  readonly sourceKey?: string;
  readonly name?: string;
  readonly email?: string;
  readonly phone?: string;
}

export interface LegacyHistoryEntry {
  readonly at: Instant;
  readonly text: string;
  readonly by?: string;
  /** Whether the customer may read it; staff alone unless the file says otherwise. */
  readonly audience: 'staff' | 'customer';
}

export interface LegacyAttachment {
  /** Relative to the folder of attachments, with forward slashes; never above it. */
  readonly path: string;
  readonly name: string;
  readonly sizeBytes: number;
}
