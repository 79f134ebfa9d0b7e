import type { Visitor } from '../kernel/route.js';

/** How app/http learns who is asking. The identity capability answers. */
export interface Authentication {
  /** The visitor of a session cookie; `expiredFor` names the person whose session has run out. */
  fromSession(token: string): Promise<{ visitor?: Visitor; expiredFor?: string }>;
  fromBearer(token: string): Promise<Visitor | undefined>;
  /** Keeps what an expired session was sending, so that it can be sent again after signing in. */
  keepExpiredPost(personId: string, path: string, body: unknown): Promise<void>;
}
