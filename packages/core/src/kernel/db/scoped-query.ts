import pg from 'pg';
import { setScope } from './row-security.js';

/** What node-postgres calls on a query while the server answers it. */
interface DrivenQuery {
  prepare(connection: Connection): void;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, connection: Connection): void;
}

interface Connection {
  bind(binding: { portal: string; statement: string; values: string[]; valueMapper: (value: string) => string }): void;
  execute(execution: { portal: string; rows: number }): void;
}

const scopeStatement = 'scope';
const prepared = new WeakSet<pg.ClientBase>();

/** Once for each connection, before its first `queryWithin`. */
export async function prepareScope(client: pg.ClientBase): Promise<void> {
  if (prepared.has(client)) return;
  await client.query({ name: scopeStatement, text: setScope, values: ['{}'] });
  prepared.add(client);
}

/**
 * Runs a query within a scope. The scope is set by the same message to the server and lasts as long as the transaction,
 * outside of one therefore for this query alone: it costs no turn between the machines, and no connection keeps another
 * reader's scope, behind PgBouncer neither. (PostgreSQL manual, "Extended Query": up to Sync is one transaction.)
 */
export function queryWithin(client: pg.ClientBase, scope: string, config: pg.QueryConfig): Promise<pg.QueryResult> {
  return new Promise((resolve, reject) => {
    const whenDone = (error: Error | null, result: pg.QueryResult): void => (error ? reject(error) : resolve(result));
    const query = new pg.Query({ ...config, queryMode: 'extended' } as pg.QueryConfig);
    setFirst(query as unknown as DrivenQuery, scope);
    (client.query as (query: pg.Query, done: typeof whenDone) => void)(query, whenDone);
  });
}

/** Has the query send the scope before itself, and pass over what the server answers to that. */
function setFirst(query: DrivenQuery, scope: string): void {
  const prepare = query.prepare.bind(query);
  const handleDataRow = query.handleDataRow.bind(query);
  const handleCommandComplete = query.handleCommandComplete.bind(query);
  let isSet = false;
  query.prepare = (connection) => {
    connection.bind({ portal: '', statement: scopeStatement, values: [scope], valueMapper: (value) => value });
    connection.execute({ portal: '', rows: 0 });
    prepare(connection);
  };
  query.handleDataRow = (message) => {
    if (isSet) handleDataRow(message);
  };
  query.handleCommandComplete = (message, connection) => {
    if (isSet) handleCommandComplete(message, connection);
    isSet = true;
  };
}
