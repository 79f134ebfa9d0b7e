import type { AuthorityId } from '../../kernel/scope.js';
import type { EntryContent, EntryKind } from '../entries/entry-types.js';

interface Listed extends EntryContent {
  readonly id: string;
  readonly kind: EntryKind;
  readonly authorityId: AuthorityId;
  readonly name: string;
  /** Folded, by which lists stand in order. */
  readonly sortName: string;
  readonly email: string;
  /** Of the person or the team. */
  readonly version: number;
}

/** A person of the directory, as everybody in the partnership sees them. */
export interface DirectoryPerson extends Listed {
  readonly kind: 'person';
  readonly teams: readonly { readonly id: string; readonly leads: boolean }[];
}

export interface DirectoryTeam extends Listed {
  readonly kind: 'team';
  /** What it does, in customers' words. */
  readonly purpose: string;
}

export type DirectoryRecord = DirectoryPerson | DirectoryTeam;
