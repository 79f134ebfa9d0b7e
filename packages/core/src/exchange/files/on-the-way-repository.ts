import type { Database } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import { everyAuthority } from '../../kernel/scope.js';

// Relies on the partial indexes exchange_messages_waiting_idx and transfer_files_waiting_idx: what is done is not read.
const counted = statement<Record<string, never>, { waiting: number; refused: number; files: number; failing: number }>(
  `select
     (select count(*) from @exchange_messages m where direction = 'out' and state <> 'delivered' and state = 'waiting') as waiting,
     (select count(*) from @exchange_messages m where direction = 'out' and state <> 'delivered' and state = 'refused') as refused,
     (select count(*) from @transfer_files f where direction = 'in' and state = 'waiting') as files,
     (select count(*) from @transfer_files f where direction = 'in' and state = 'waiting' and failures > 0) as failing`,
);

/** What is on its way between installations now, by figure. */
export async function countOnTheWay(db: Database): Promise<Readonly<Record<string, number>>> {
  const row = await db.read(everyAuthority).first(counted, {});
  return {
    messages_waiting: Number(row?.waiting ?? 0),
    messages_refused: Number(row?.refused ?? 0),
    files_to_fetch: Number(row?.files ?? 0),
    files_failing: Number(row?.failing ?? 0),
  };
}
