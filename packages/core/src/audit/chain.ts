import { createHash } from 'node:crypto';

/** What the chain protects of an audit row: everything but the erasable personal values. */
export interface AuditEntry {
  readonly id: string;
  readonly authorityId: number;
  readonly at: number;
  readonly actorKind: string;
  readonly actorId: string | null;
  readonly actorReason: string | null;
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly details: string;
  readonly requestId: string | null;
}

export interface Seal {
  readonly seq: number;
  readonly entryId: string;
  readonly entryDigest: string;
  readonly hash: string;
}

/** The hash before the first seal of an authority's chain. */
export function genesis(authorityId: number): string {
  return sha256(`moothall audit chain of authority ${authorityId}`);
}

/** SHA-256 over the row's fields in a fixed order. */
export function digestEntry(entry: AuditEntry): string {
  const { id, authorityId, at, actorKind, actorId, actorReason, action, subjectKind, subjectId, details, requestId } =
    entry;
  return sha256(
    JSON.stringify([
      id,
      authorityId,
      at,
      actorKind,
      actorId,
      actorReason,
      action,
      subjectKind,
      subjectId,
      details,
      requestId,
    ]),
  );
}

/** The next link: each hash covers its place, its row, and through the hash before it every row so far. */
export function sealEntry(previousHash: string, seq: number, entry: AuditEntry): Seal {
  const entryDigest = digestEntry(entry);
  return { seq, entryId: entry.id, entryDigest, hash: sha256(`${previousHash}\n${seq}\n${entryDigest}`) };
}

export type ChainFault =
  | { readonly kind: 'altered'; readonly seq: number; readonly entryId: string }
  | { readonly kind: 'removed'; readonly seq: number; readonly entryId: string }
  | { readonly kind: 'seal-missing'; readonly seq: number }
  | { readonly kind: 'seal-altered'; readonly seq: number }
  | { readonly kind: 'cut-short'; readonly expectedSeq: number; readonly foundSeq: number }
  | { readonly kind: 'unsealed'; readonly entryId: string };

/** Checks one sealed row against the link before it. `entry` is undefined when the row is gone. */
export function checkSeal(
  previousHash: string,
  expectedSeq: number,
  seal: Seal,
  entry: AuditEntry | undefined,
): ChainFault | undefined {
  if (seal.seq !== expectedSeq) return { kind: 'seal-missing', seq: expectedSeq };
  if (!entry) return { kind: 'removed', seq: seal.seq, entryId: seal.entryId };
  const right = sealEntry(previousHash, seal.seq, entry);
  if (right.entryDigest !== seal.entryDigest) return { kind: 'altered', seq: seal.seq, entryId: seal.entryId };
  return right.hash === seal.hash ? undefined : { kind: 'seal-altered', seq: seal.seq };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
