import type { OpenHours } from '../../authorities/index.js';
import type { Instant } from '../../kernel/clock.js';
import type { Weekday } from '../../kernel/date-words.js';
import type { AuthorityId } from '../../kernel/scope.js';

/** When somebody works, by weekday. No hours on any day: those of their authority's office. */
export type WorkingHours = Readonly<Record<Weekday, readonly OpenHours[]>>;

/** What the directory says of a person or a team, besides its name and mail address. */
export interface EntryContent {
  /** Of a person; empty for a team. */
  readonly jobTitle: string;
  readonly telephone: string;
  /** One a line, in customers' words: "blocked drains". */
  readonly responsibilities: readonly string[];
  /** Numbers of the Local Government Services List. */
  readonly lgsl: readonly number[];
  /** Names of the places that they deal with. None: the whole of their authority. */
  readonly covers: readonly string[];
  /** Where they work. */
  readonly basedAt: string;
  readonly hours: WorkingHours;
  /** Besides English. */
  readonly languages: readonly string[];
  /** Of a person; null for a team. */
  readonly managerId: string | null;
  /** Who stands in when nobody else was named for an absence. */
  readonly deputyId: string | null;
}

export type EntryKind = 'person' | 'team';

/** Whose entry it is. */
export interface EntrySubject {
  readonly kind: EntryKind;
  readonly id: string;
}

/** An entry as it is kept. */
export interface DirectoryEntry {
  readonly subject: EntrySubject;
  readonly name: string;
  readonly authorityId: AuthorityId;
  readonly content: EntryContent;
  /** Of the person or the team; an import counts as well. */
  readonly version: number;
}

export type ChangeState = 'waiting' | 'approved' | 'declined' | 'replaced';

/** A change of an entry: a person's own, which waits for an editor, or one that was made at once. */
export interface EntryChange {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly subject: EntrySubject;
  readonly subjectName: string;
  readonly content: EntryContent;
  readonly fields: readonly string[];
  readonly baseVersion: number;
  readonly state: ChangeState;
  /** Null: an import. */
  readonly writtenBy: string | null;
  readonly writtenAt: Instant;
  readonly decidedBy: string | null;
  readonly decidedAt: Instant | null;
  readonly reason: string | null;
  readonly version: number;
}
