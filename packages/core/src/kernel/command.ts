import type { z } from 'zod';
import type { Actor } from './actor.js';
import type { Writes } from './db/database.js';
import { findEarlierAnswer, rememberAnswer } from './answers-repository.js';
import { digest } from './digest.js';
import { parseInput } from './input.js';
import type { Kernel } from './kernel.js';
import { newId } from './ids.js';
import { writeAudit, writeEvent } from './records-repository.js';
import type { Instant } from './clock.js';
import {
  agreementFor,
  everyAuthority,
  lentScope,
  scopeFor,
  withEveryField,
  type AuthorityId,
  type Lent,
} from './scope.js';

/** What an audit row says: who did what to which record. Ids and digests only; personal values go in `personal`. */
export interface AuditNote {
  readonly authorityId: AuthorityId;
  /** The other side of what two authorities agreed: its audit says the same. */
  readonly otherSideId?: AuthorityId;
  readonly subject: { readonly kind: string; readonly id: string };
  /** Defaults to the command's name; a command that does two things names each. */
  readonly action?: string;
  readonly details?: Readonly<Record<string, unknown>>;
  /** Values that the details speak of, kept where they can be erased without breaking the chain. */
  readonly personal?: Readonly<Record<string, unknown>>;
}

/** A fact for other capabilities and the outside, written with the change that it speaks of. */
export interface OutboxEvent {
  readonly authorityId: AuthorityId;
  /** `case.logged`: a noun and a past participle. */
  readonly topic: string;
  readonly subjectId: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

export interface CommandContext {
  /** Scoped to the authorities in which the actor holds the command's permission. */
  readonly db: Writes;
  readonly actor: Actor;
  readonly now: Instant;
  readonly kernel: Kernel;
  readonly newId: () => string;
  /** Writes an audit row in this transaction. Every command that changes anything calls it at least once. */
  readonly audit: (note: AuditNote) => Promise<void>;
  readonly emit: (event: OutboxEvent) => Promise<void>;
  /** Runs another command inside this transaction, with its own permission check and audit. */
  call<I extends z.ZodType, O>(command: Command<I, O>, input: z.input<I>): Promise<O>;
  /**
   * The same transaction and actor within one service of an authority in which the actor may hold nothing: for what
   * people may do about their own matter alone, once it is certain that it is theirs. Commands of `cases/help` use it.
   */
  lend(to: Lent): CommandContext;
}

export interface Command<I extends z.ZodType, O> {
  /** `<capability>.<verb-noun>`: `cases.log-case`. */
  readonly name: string;
  readonly permission: string;
  readonly input: I;
  /** Shape of the answer, for the API's document. */
  readonly output?: z.ZodType<O>;
  run(context: CommandContext, input: z.output<I>): Promise<O>;
}

/** The only way to change facts. */
export function defineCommand<I extends z.ZodType, O>(command: Command<I, O>): Command<I, O> {
  return command;
}

export interface RunOptions {
  /** A client's key: the same key with the same input answers as the first time and does nothing again. */
  readonly idempotencyKey?: string;
  readonly requestId?: string;
  /** What else happens if and only if the command does, in its transaction: nothing that needs an audit row. */
  readonly alongside?: (db: Writes) => Promise<void>;
}

/**
 * Checks the input, authorises, and runs the command in one transaction with its audit rows and events.
 * @throws bad_input naming each field; not_allowed; what the command throws
 */
export async function runCommand<I extends z.ZodType, O>(
  kernel: Kernel,
  actor: Actor,
  command: Command<I, O>,
  input: unknown,
  options: RunOptions = {},
): Promise<O> {
  const scope = withEveryField(scopeFor(actor, command.permission));
  const parsed = parseInput(command.input, input);
  return await kernel.db.write(scope, async (db) => {
    const run = async (): Promise<O> => {
      const value = await runInside(kernel, db, actor, command, parsed, options);
      await options.alongside?.(db);
      return value;
    };
    const key = options.idempotencyKey;
    if (key === undefined) return await run();
    const request = { actor, key, command: command.name, digest: digest(parsed) };
    const seen = await findEarlierAnswer(db, request);
    if (seen) return seen.value as O;
    const value = await run();
    await rememberAnswer(db, request, value, kernel.clock.now());
    return value;
  });
}

async function runInside<I extends z.ZodType, O>(
  kernel: Kernel,
  db: Writes,
  actor: Actor,
  command: Command<I, O>,
  input: z.output<I>,
  options: RunOptions,
): Promise<O> {
  const now = kernel.clock.now();
  const makeId = (): string => newId(kernel.clock, kernel.random);
  let notes = 0;
  const contextWithin = (within: Writes): CommandContext => ({
    db: within,
    actor,
    now,
    kernel,
    newId: makeId,
    audit: async (note) => {
      notes += 1;
      const agreement = agreementFor(within.scope, note.authorityId);
      const record = { at: now, actor, action: command.name, note, agreement, requestId: options.requestId };
      await writeAudit(within, [{ ...record, id: makeId() }]);
      if (note.otherSideId === undefined) return;
      const theirs = { ...note, authorityId: note.otherSideId };
      await writeAudit(within.within(everyAuthority), [{ ...record, id: makeId(), note: theirs }]);
    },
    emit: (event) => writeEvent(within, makeId(), now, event),
    call: async (other, otherInput) =>
      runInside(
        kernel,
        within.within(withEveryField(scopeFor(actor, other.permission))),
        actor,
        other,
        parseInput(other.input, otherInput),
        options,
      ),
    lend: (to) => contextWithin(within.within(lentScope(to))),
  });
  const value = await command.run(contextWithin(db), input);
  if (notes === 0) throw new Error(`command ${command.name} wrote no audit row`);
  return value;
}
