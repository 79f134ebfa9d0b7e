import type { z } from 'zod';
import type { Actor } from './actor.js';
import type { Instant } from './clock.js';
import type { Reads } from './db/database.js';
import { parseInput } from './input.js';
import type { Kernel } from './kernel.js';
import { agreementFor, scopeFor, type AuthorityId } from './scope.js';

export interface QueryContext {
  /** Scoped to the authorities in which the actor holds the query's permission. */
  readonly db: Reads;
  readonly actor: Actor;
  readonly now: Instant;
  readonly kernel: Kernel;
  /** Says which personal records the answer shows; grouped into the read audit. */
  readonly shown: (authorityId: AuthorityId, kind: string, ids: readonly string[]) => void;
  /** Runs another query with its own permission. */
  readonly call: <I extends z.ZodType, O>(query: Query<I, O>, input: z.input<I>) => Promise<O>;
}

export interface Query<I extends z.ZodType, O> {
  /** `<capability>.<verb-noun>`: `cases.get-case`. */
  readonly name: string;
  readonly permission: string;
  readonly input: I;
  readonly output?: z.ZodType<O>;
  run(context: QueryContext, input: z.output<I>): Promise<O>;
}

export function defineQuery<I extends z.ZodType, O>(query: Query<I, O>): Query<I, O> {
  return query;
}

/**
 * Checks the input, authorises, reads, and hands the records shown to the read audit; it names the agreement by which the
 * reader reaches them, else the one `under` which they are read.
 * @throws bad_input, not_allowed, what the query throws
 */
export async function runQuery<I extends z.ZodType, O>(
  kernel: Kernel,
  actor: Actor,
  query: Query<I, O>,
  input: unknown,
  requestId?: string,
  under?: string,
): Promise<O> {
  const scope = scopeFor(actor, query.permission);
  const parsed = parseInput(query.input, input);
  const shown = collectShown();
  const answer = await query.run(
    {
      db: kernel.db.read(scope),
      actor,
      now: kernel.clock.now(),
      kernel,
      shown: shown.add,
      call: (other, otherInput) => runQuery(kernel, actor, other, otherInput, requestId, under),
    },
    parsed,
  );
  for (const records of shown.records()) {
    const agreement = agreementFor(scope, records.authorityId) ?? under;
    kernel.readAudit.add({ actor, action: query.name, ...records, agreement, requestId });
  }
  return answer;
}

interface ShownRecords {
  readonly authorityId: AuthorityId;
  readonly kind: string;
  readonly ids: string[];
}

/** Records of one authority and kind make one row of the audit, however often the query names some. */
function collectShown(): { add: QueryContext['shown']; records(): Iterable<ShownRecords> } {
  const collected = new Map<string, ShownRecords>();
  return {
    add: (authorityId, kind, ids) => {
      const together = collected.get(`${authorityId} ${kind}`);
      if (together) together.ids.push(...ids);
      else collected.set(`${authorityId} ${kind}`, { authorityId, kind, ids: [...ids] });
    },
    records: () => collected.values(),
  };
}
