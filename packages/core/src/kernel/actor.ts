import type { AuthorityId } from './scope.js';

/** What of an authority a grant covers, by id. A list that is absent covers everything. */
export interface GrantLimit {
  readonly services?: readonly string[] | undefined;
  readonly channels?: readonly string[] | undefined;
  readonly lines?: readonly string[] | undefined;
}

/** What an actor may do: for each permission, the authorities in which it holds and the fields that it shows. */
export interface Grant {
  readonly authorityId: AuthorityId;
  /** `undefined`: every field. Otherwise only these may be shown (a projection in the repository). */
  readonly fields?: readonly string[];
  /** The agreement by which it holds there, when nothing else gives it: audit rows name it. */
  readonly agreementId?: string;
  /** `undefined`: the whole authority. Otherwise what any one of these covers (`db/limits.ts`). */
  readonly limits?: readonly GrantLimit[];
}

export type Grants = ReadonlyMap<string, readonly Grant[]>;

export interface StaffActor {
  readonly kind: 'staff';
  readonly staffId: string;
  readonly name: string;
  readonly grants: Grants;
  /** How the person proved who they are in this request. */
  readonly via: 'session' | 'token';
  readonly sessionId?: string;
}

/** The system itself, always with the reason that an auditor will read. */
export interface SystemActor {
  readonly kind: 'system';
  readonly reason: string;
}

/** Nobody in particular: may do nothing but what public routes offer. */
export interface AnonymousActor {
  readonly kind: 'anonymous';
}

export type Actor = StaffActor | SystemActor | AnonymousActor;

/** What records keep of who did something: the name of a member of staff, or the system's own. */
export function nameOfActor(actor: Actor): string {
  return actor.kind === 'staff' ? actor.name : 'Moothall';
}

export const anonymous: AnonymousActor = { kind: 'anonymous' };

export function systemActor(reason: string): SystemActor {
  return { kind: 'system', reason };
}
