import type { AuthorityId } from '../../kernel/scope.js';

export type ListedKind = 'person' | 'team';

interface Listed {
  readonly id: string;
  readonly kind: ListedKind;
  readonly authorityId: AuthorityId;
  readonly name: string;
  /** Folded, by which lists stand in order. */
  readonly sortName: string;
  readonly telephone: string;
  readonly email: string;
}

/** A person of the directory, as everybody in the partnership sees them. */
export interface DirectoryPerson extends Listed {
  readonly kind: 'person';
  readonly jobTitle: string;
  /** In customers' words: "blocked drains". */
  readonly responsibilities: readonly string[];
  readonly managerId: string | null;
  readonly teams: readonly { readonly id: string; readonly leads: boolean }[];
}

export interface DirectoryTeam extends Listed {
  readonly kind: 'team';
  /** What it does, in customers' words. */
  readonly purpose: string;
}

export type DirectoryRecord = DirectoryPerson | DirectoryTeam;
