import type { CustomerLinks } from '../../customers/index.js';
import type { AuthorityId } from '../../kernel/scope.js';

/** A record whose entries are in a customer's timeline. */
export interface JoinedRecord {
  readonly customerId: string;
  /** Whose record it is. */
  readonly authorityId: AuthorityId;
  /** By which it is another council's record of the same person; undefined: the customer's own, or linked by a split. */
  readonly agreementId?: string | undefined;
}

/** Each is read for itself, so the page reads no more of them than these; the oldest links first. */
const joinedAtMost = 4;

/** A customer's own record, and other councils' of the same person as far as the reader may read them. */
export function joinedRecords({ customerId, authorityId, links }: CustomerLinks): JoinedRecord[] {
  const readable = links.flatMap(({ other, isReadable, agreement }) =>
    other && isReadable ? [{ customerId: other.id, authorityId: other.authorityId, agreementId: agreement?.id }] : [],
  );
  const others = new Map(readable.reverse().map((one) => [one.customerId, one] as const));
  return [{ customerId, authorityId }, ...[...others.values()].reverse().slice(0, joinedAtMost)];
}
