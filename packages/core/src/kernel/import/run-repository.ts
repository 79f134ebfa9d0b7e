import type { Writes } from '../db/database.js';
import { statement } from '../db/statement.js';
import { newId } from '../ids.js';
import type { Kernel } from '../kernel.js';
import { everyAuthority, type AuthorityId } from '../scope.js';
import type { RowFaultNote } from './run-import.js';

/** One reading of one file: every imported row names it. */
export interface ImportRun {
  readonly id: string;
  readonly authorityId: AuthorityId;
}

interface About {
  readonly kind: string;
  readonly authorityId: AuthorityId;
  readonly fileDigest: string;
  readonly optionsDigest: string;
}

export interface CutOffRun {
  readonly id: string;
  readonly lastLine: number;
}

// Relies on import_runs_kind_file_digest_idx.
const cutOff = statement<
  { kind: string; digest: string; options: string; authority: number },
  { id: string; last_line: number; state: string }
>(
  `select id, last_line, state from import_runs
   where kind = :kind and file_digest = :digest and options_digest = :options and authority_ref = :authority
   order by started_at desc, id desc limit 1`,
);

/** An earlier run of the same file in the same way that didn't reach the end. */
export async function findRun(kernel: Kernel, about: About): Promise<CutOffRun | undefined> {
  const { kind, fileDigest: digest, optionsDigest: options, authorityId: authority } = about;
  const row = await kernel.db.read(everyAuthority).first(cutOff, { kind, digest, options, authority });
  return row && row.state !== 'finished' ? { id: row.id, lastLine: row.last_line } : undefined;
}

export async function startRun(
  kernel: Kernel,
  about: About & { fileName: string; startedBy: string },
  earlier: CutOffRun | undefined,
): Promise<ImportRun> {
  const id = earlier?.id ?? newId(kernel.clock, kernel.random);
  await kernel.db.write(everyAuthority, async (db) => {
    if (earlier) await db.update('import_runs', { id }, { state: 'running', failure: null, finished_at: null });
    else
      await db.insert('import_runs', {
        id,
        kind: about.kind,
        authority_ref: about.authorityId,
        file_name: about.fileName,
        file_digest: about.fileDigest,
        options_digest: about.optionsDigest,
        state: 'running',
        started_at: kernel.clock.now(),
        last_line: 0,
        rows_read: 0,
        rows_written: 0,
        rows_unchanged: 0,
        rows_refused: 0,
        started_by: about.startedBy,
      });
  });
  return { id, authorityId: about.authorityId };
}

const progress = statement<
  { id: string; line: number; read: number; written: number; unchanged: number; refused: number },
  never
>(
  `update import_runs set last_line = :line, rows_read = rows_read + :read, rows_written = rows_written + :written,
     rows_unchanged = rows_unchanged + :unchanged, rows_refused = rows_refused + :refused where id = :id`,
);

export async function saveProgress(
  db: Writes,
  id: string,
  line: number,
  counts: { read: number; written: number; unchanged: number; refused: number },
): Promise<void> {
  await db.run(progress, { id, line, ...counts });
}

const fault = statement<{ run: string; line: number; field: string; message: string }, never>(
  `insert into import_faults (run_id, line, field, message) values (:run, :line, :field, :message)
   on conflict (run_id, line, field) do nothing`,
);

export async function insertFaults(db: Writes, runId: string, faults: readonly RowFaultNote[]): Promise<void> {
  for (const { line, field, message } of faults) await db.run(fault, { run: runId, line, field: field ?? '', message });
}

export async function finishRun(
  kernel: Kernel,
  id: string,
  state: 'finished' | 'failed',
  failure?: string,
): Promise<void> {
  await kernel.db.write(everyAuthority, (db) =>
    db.update('import_runs', { id }, { state, finished_at: kernel.clock.now(), failure: failure ?? null }),
  );
}
