import type { SealedEntry } from '../repository.js';

/** One line of the trail as it is sent. It holds what the chain holds: ids and digests, no personal values. */
export interface StreamEvent {
  /** Of the audit row: the same however often it is sent. */
  readonly id: string;
  /** Place in its authority's chain, without a gap. */
  readonly sequence: number;
  readonly hash: string;
  /** The authority's address in Moothall. */
  readonly authority: string;
  /** RFC 3339, UTC; null for what was found rather than done. */
  readonly at: string | null;
  readonly action: string;
  readonly actor?: { readonly kind: string; readonly id: string | null; readonly reason: string | null };
  readonly subject?: { readonly kind: string; readonly id: string };
  readonly request?: string | null;
  readonly details?: unknown;
}

/** What only somebody with the database can have done: a sealed row is gone; a chain has lost its end. */
export const tampering: readonly string[] = ['audit.entry-missing', 'audit.chain-cut-short'];

/** A chain that was sent up to one place, and now ends at an earlier one. */
export function cutShort(authority: string, sent: number, sequence: number): StreamEvent {
  const id = `${authority}-${sent}-${sequence}`;
  return { id, sequence, hash: '', authority, at: null, action: 'audit.chain-cut-short', details: { sent } };
}

export function streamEventOf({ seal, entry }: SealedEntry, authority: string): StreamEvent {
  const place = { id: seal.entryId, sequence: seal.seq, hash: seal.hash, authority };
  if (!entry) return { ...place, at: null, action: 'audit.entry-missing' };
  return {
    ...place,
    at: new Date(entry.at).toISOString(),
    action: entry.action,
    actor: { kind: entry.actorKind, id: entry.actorId, reason: entry.actorReason },
    subject: { kind: entry.subjectKind, id: entry.subjectId },
    request: entry.requestId,
    details: JSON.parse(entry.details) as unknown,
  };
}

/** One line of JSON in ASCII, which every reader of lines and of syslog takes as it is. */
export function jsonLine(event: StreamEvent): string {
  return JSON.stringify(event).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
