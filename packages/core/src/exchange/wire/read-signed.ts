import type { z } from 'zod';
import { findAuthorityBySlug } from '../../authorities/index.js';
import { parseJson } from '../../kernel/http/forms.js';
import { parseInput } from '../../kernel/input.js';
import type { RawBody, RouteContext } from '../../kernel/route.js';
import { everyAuthority } from '../../kernel/scope.js';
import { exchangeErrors } from '../exchange-errors.js';
import type { Peer } from '../peers/peer-types.js';
import { findPeerByKey, findPinned } from '../peers/peers-repository.js';
import { checkSeal, readSeal } from './sealed.js';

export interface Signed<T> {
  readonly sent: T;
  readonly peer: Peer;
  /** By how much the sender's clock is ahead of ours. */
  readonly clockAheadMs: number;
}

/**
 * What another installation sent, read once its signature holds, and the peer that sent it. Whoever has no pinned key learns
 * nothing but that.
 * @throws exchange_signature; exchange_clocks_apart; exchange_sender_unknown; bad_input
 */
export async function readSigned<S extends z.ZodType<{ readonly from: string; readonly to: string }>>(
  { kernel, body, now }: Pick<RouteContext<unknown, unknown, unknown>, 'kernel' | 'body' | 'now'>,
  schema: S,
): Promise<Signed<z.output<S>>> {
  const raw = body as RawBody;
  const seal = readSeal(raw, now);
  const db = kernel.db.read(everyAuthority);
  const publicKey = await findPinned(db, seal.keyId);
  if (publicKey === undefined) throw exchangeErrors.unknownSender();
  checkSeal(raw, seal, publicKey);
  const sent = parseInput(schema, parseJson(raw.bytes));
  const council = await findAuthorityBySlug(kernel, sent.to);
  const peer = council && (await findPeerByKey(db, seal.keyId, { authorityId: council.id, slug: sent.from }));
  if (!peer) throw exchangeErrors.unknownSender();
  return { sent, peer, clockAheadMs: Math.round(seal.created - now) };
}
