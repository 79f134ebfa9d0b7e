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
  { id: string; last_line: number | null; state: string }
>(
  `select r.id, r.state, (select max(b.to_line) from import_batches b where b.run_id = r.id) as last_line
   from import_runs r
   where r.kind = :kind and r.file_digest = :digest and r.options_digest = :options and r.authority_ref = :authority
   order by r.started_at desc, r.id desc limit 1`,
);

/** An earlier run of the same file in the same way that didn't reach the end. */
export async function findRun(kernel: Kernel, about: About): Promise<CutOffRun | undefined> {
  const { kind, fileDigest: digest, optionsDigest: options, authorityId: authority } = about;
  const row = await kernel.db.read(everyAuthority).first(cutOff, { kind, digest, options, authority });
  return row && row.state !== 'finished' ? { id: row.id, lastLine: row.last_line ?? 0 } : undefined;
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
        started_by: about.startedBy,
      });
  });
  return { id, authorityId: about.authorityId };
}

/** Notes a batch in its own transaction: everything up to its last line is stored when this is. */
export async function saveProgress(
  db: Writes,
  id: string,
  line: number,
  counts: { read: number; written: number; unchanged: number; refused: number },
): Promise<void> {
  await db.insert('import_batches', { run_id: id, to_line: line, ...counts });
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
