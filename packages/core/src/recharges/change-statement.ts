import type { CommandContext } from '../kernel/command.js';
import { defineError, notAllowed, notFound, staleVersion } from '../kernel/errors.js';
import { auditedFor, sidesIn, type Side } from '../partnerships/index.js';
import { changeStatement, findStatement, type StatementChanges } from './repository.js';
import type { Statement, StatementState } from './types.js';

/** What a step says when the statement isn't where the step begins. */
export const wrongState = defineError(
  'statement_not_there',
  409,
  'The statement is past that, or not there yet. Reload the page to see where it stands.',
);

interface Step {
  readonly side: Side;
  readonly states: readonly StatementState[];
}

export interface Which {
  readonly id: string;
  readonly expectedVersion: number;
}

/**
 * The statement as whoever takes the step saw it, for the side whose step it is.
 * @throws not_found; stale_version; not_allowed for the other side; statement_not_there
 */
export async function openForStep(
  { db }: Pick<CommandContext, 'db'>,
  { id, expectedVersion }: Which,
  { side, states }: Step,
): Promise<Statement> {
  const statement = await findStatement(db, id);
  if (!statement) throw notFound();
  if (statement.version !== expectedVersion) throw staleVersion({ facts: { version: statement.version } });
  const whose = side === 'provider' ? 'charges' : 'is charged';
  if (!sidesIn(db.scope, statement).includes(side))
    throw notAllowed({}, `An administrator of the council that ${whose} does that.`);
  if (!states.includes(statement.state)) throw wrongState();
  return statement;
}

interface Done {
  /** A past participle: the event is `recharge.<it>`. */
  readonly became: string;
  readonly changes?: StatementChanges;
  readonly details?: Readonly<Record<string, unknown>>;
}

export interface Changed {
  readonly id: string;
  readonly version: number;
}

/**
 * Makes the next version and writes it down for both sides.
 * @throws stale_version when somebody was quicker
 */
export async function keepStep(context: CommandContext, statement: Statement, done: Done): Promise<Changed> {
  if (!(await changeStatement(context.db, statement, done.changes))) throw staleVersion();
  return await writeDown(context, statement, done);
}

/** Into the audit of both sides; `recharge.<event>` goes out. The statement has its next version already. */
export async function writeDown(
  context: CommandContext,
  { id, version, ...statement }: Pick<Statement, 'id' | 'version' | 'receiverId' | 'providerId'>,
  { became, details = {} }: Done,
): Promise<Changed> {
  const { receiverId, providerId } = statement;
  const audited = auditedFor(context, statement);
  const { authorityId } = audited;
  await context.audit({ ...audited, subject: { kind: 'recharge', id }, details });
  await context.emit({ authorityId, topic: `recharge.${became}`, subjectId: id, payload: { receiverId, providerId } });
  return { id, version: version + 1 };
}

export function personOf({ actor }: Pick<CommandContext, 'actor'>): string | null {
  return actor.kind === 'staff' ? actor.staffId : null;
}
