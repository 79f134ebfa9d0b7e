import pg from 'pg';
import { moveUnfinished, restoreUnfinished, type TakeLock } from './hold.js';
import { mayBeIdle } from './open-transaction.js';

/** Names this lock among those that the database knows: "moot" in ASCII. */
const lockNumber = 0x6d6f6f74;

/**
 * An advisory lock (PostgreSQL manual, 13.3.5), held by a transaction that stays open and reads nothing, so that it holds
 * behind PgBouncer too and keeps no row from being cleared away.
 */
export function lockOfPostgres(url: string): TakeLock {
  return async (use, onLost) => {
    const client = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: 5000,
      application_name: 'moothall',
    });
    let isOver = false;
    const lose = (): void => {
      if (isOver) return;
      isOver = true;
      onLost();
    };
    client.on('error', () => undefined);
    await client.connect();
    const lock = use === 'alone' ? 'pg_try_advisory_xact_lock' : 'pg_try_advisory_xact_lock_shared';
    await client.query(`begin; ${mayBeIdle}`);
    const { rows } = await client.query<{ taken: boolean; restoring: boolean; moving: boolean }>(
      `select ${lock}(${lockNumber}) as taken, to_regnamespace('moothall_before_restore') is not null as restoring,
         to_regnamespace('moothall_move') is not null as moving`,
    );
    const [state] = rows;
    if (state?.taken !== true || ((state.restoring || state.moving) && use === 'together')) {
      await client.end();
      if (state?.taken === true) throw state.restoring ? restoreUnfinished() : moveUnfinished();
      return undefined;
    }
    client.once('end', lose);
    const release = async (): Promise<void> => {
      isOver = true;
      await client.end();
    };
    return { release };
  };
}
