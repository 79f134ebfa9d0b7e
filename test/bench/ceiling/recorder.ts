import { ChangeBuilder, type Change } from '#core/kernel/db/changes.js';
import type { Database, Reads, Row, Writes } from '#core/kernel/db/database.js';
import { StatementCompiler, toSql, type Params, type Statement, type Value } from '#core/kernel/db/statement.js';
import type { Scope } from '#core/kernel/scope.js';

/** One statement as it reached the database. */
export interface RanStatement {
  readonly text: string;
  readonly values: readonly Value[];
  readonly kind: 'read' | 'write';
  /** Ids that an insert made up: a repeat needs others. */
  readonly freshIds: readonly string[];
  /** The case reference that an insert made up. */
  readonly freshReference?: string;
}

export interface Recorder {
  readonly database: Database;
  /** Everything that ran since the last call. */
  take(): RanStatement[];
}

/** A database that remembers every statement's final text and values. */
export function recordStatements(database: Database): Recorder {
  const compiler = new StatementCompiler(database.engine, database.tables);
  const changes = new ChangeBuilder(database.engine, database.tables);
  let ran: RanStatement[] = [];
  const note = (statement: RanStatement): void => void ran.push(statement);
  const recording = recordingWrites({ compiler, changes, note });
  return {
    database: {
      ...database,
      read: (scope) => recording.reads(database.read(scope), scope),
      write: (scope, work) => database.write(scope, (writes) => work(recording.writes(writes, scope))),
    },
    take: () => {
      const taken = ran;
      ran = [];
      return taken;
    },
  };
}

interface Parts {
  readonly compiler: StatementCompiler;
  readonly changes: ChangeBuilder;
  note(statement: RanStatement): void;
}

function recordingWrites({ compiler, changes, note }: Parts) {
  const noteStatement = (
    statement: Statement<Params, unknown>,
    params: Params,
    scope: Scope,
    kind: 'read' | 'write',
  ): void => {
    const { text, bind } = compiler.compile(statement.sql, params, scope);
    note({ text, values: bind(params, scope), kind, freshIds: [] });
  };
  const noteChange = ({ text, values }: Change, row: Row = {}): void => {
    const { id, reference } = row;
    const freshReference = typeof reference === 'string' ? { freshReference: reference } : {};
    note({ text, values, kind: 'write', freshIds: typeof id === 'string' ? [id] : [], ...freshReference });
  };
  const reads = <R extends Reads>(inner: R, scope: Scope): R => ({
    ...inner,
    all: (statement, params) => {
      noteStatement(statement, params, scope, 'read');
      return inner.all(statement, params);
    },
    first: (statement, params) => {
      noteStatement(statement, params, scope, 'read');
      return inner.first(statement, params);
    },
    rows: (builder) => {
      const { sql, bindings } = builder.toSQL().toNative();
      note({ text: sql, values: (bindings as Value[]).map(toSql), kind: 'read', freshIds: [] });
      return inner.rows(builder);
    },
    within: (other: Scope) => reads(inner.within(other), other),
  });
  const writes = (inner: Writes, scope: Scope): Writes => ({
    ...reads(inner, scope),
    insert: (table, rows) => {
      for (const row of Array.isArray(rows) ? (rows as readonly Row[]) : [rows as Row])
        noteChange(changes.insert(scope, table, [row]), row);
      return inner.insert(table, rows);
    },
    update: (table, key, row) => {
      noteChange(changes.update(scope, table, key, row));
      return inner.update(table, key, row);
    },
    remove: (table, key) => {
      noteChange(changes.remove(scope, table, key));
      return inner.remove(table, key);
    },
    run: (statement, params) => {
      noteStatement(statement, params, scope, 'write');
      return inner.run(statement, params);
    },
    within: (other: Scope) => writes(inner.within(other), other),
  });
  return { reads, writes };
}

/** What a page costs by being Moothall's: who is asking, what they may do, and the record of it. */
const overhead =
  /\b(sessions|staff_accounts|role_assignments|grants|authorities|idempotency_keys|audit_entries|audit_values|outbox_events|jobs|drafts)\b/;

/** The statements that fetch or change what the page is about. */
export function ownStatements(ran: readonly RanStatement[]): RanStatement[] {
  return ran.filter(({ text }) => !overhead.test(text));
}
