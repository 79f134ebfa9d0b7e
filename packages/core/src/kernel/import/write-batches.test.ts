import { expect } from 'chai';
import { mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { dunmere, onBothEngines } from '../../testing/harness.js';
import { statement } from '../db/statement.js';
import { importFileUnreadable, type ReadOptions, type ReadRow } from './row-reader.js';
import { runImport, type ImportPlan, type ImportReport } from './run-import.js';
import { everyAuthority } from '../scope.js';

type Row = Pick<ReadRow<string> & { ok: true }, 'line' | 'value'>;

onBothEngines('writing the batches of an import', (world) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'moothall-batches-'));
  after(() => rmSync(folder, { recursive: true }));

  /** A file of so many rows, two to a batch, whose batches `write` takes. */
  const planOf = (
    name: string,
    rows: number,
    about: Partial<ImportPlan<string, object>> & { readonly breaksAfter?: number } = {},
  ): ImportPlan<string, object> => {
    const file = path.join(folder, name);
    writeFileSync(file, name);
    return {
      format: {
        name: 'letters',
        describe: 'Letters',
        async *read(_source, { afterLine = 0 }: ReadOptions) {
          for (let line = afterLine + 1; line <= rows; line += 1) {
            if (line - 1 === about.breaksAfter)
              throw importFileUnreadable({ facts: { line } }, `Line ${line} is torn.`);
            yield { ok: true, line, value: String(line) };
          }
        },
      },
      options: {},
      file,
      authorityId: dunmere,
      startedBy: 'command line',
      rowsAtOnce: 2,
      areApart: () => true,
      write: async (_db, written) => ({ written: written.length, unchanged: 0, faults: [] }),
      ...about,
    };
  };
  const linesOf = async (name: string): Promise<number[]> => {
    const noted = statement<{ name: string }, { to_line: number }>(
      `select b.to_line from import_runs r join import_batches b on b.run_id = r.id
       where r.file_name = :name order by b.to_line`,
    );
    return (await world().kernel.db.read(everyAuthority).all(noted, { name })).map((row) => row.to_line);
  };

  it('commits them in their order, and tells how far it is in that order', async () => {
    const told: number[] = [];
    let goOn = (): void => undefined;
    const secondWritten = new Promise<void>((resolve) => (goOn = resolve));
    /** By the first line of each batch, how many batches had been told when it was begun. */
    const toldBefore = new Map<number, number>();
    const plan = planOf('order', 7, {
      onProgress: ({ read }) => told.push(read),
      write: async (_db, rows: readonly Row[]) => {
        toldBefore.set(rows[0]?.line ?? 0, told.length);
        // The first waits until the second is written, where they are written at once.
        if (rows[0]?.line === 3) goOn();
        if (rows[0]?.line === 1 && world().kernel.db.engine === 'postgres') await secondWritten;
        return { written: rows.length, unchanged: 0, faults: [] };
      },
    });
    expect(await runImport(world().kernel, plan)).to.include({ read: 7, written: 7 });
    expect([...toldBefore.keys()]).to.have.members([1, 3, 5, 7]);
    const atOnce = world().kernel.db.engine === 'postgres' ? 2 : 1;
    for (const [place, line] of [1, 3, 5, 7].entries())
      expect(toldBefore.get(line), `told before line ${line}`).to.be.at.least(place + 1 - atOnce);
    expect(told).to.deep.equal([2, 4, 6, 7]);
    expect(await linesOf('order')).to.deep.equal([2, 4, 6, 7]);
  });

  it('writes one at a time those that aren’t apart', async () => {
    let atOnce = 0;
    const plan = planOf('together', 8, {
      areApart: () => false,
      write: async (_db, rows) => {
        atOnce += 1;
        expect(atOnce).to.equal(1);
        await new Promise(setImmediate);
        atOnce -= 1;
        return { written: rows.length, unchanged: 0, faults: [] };
      },
    });
    expect(await runImport(world().kernel, plan)).to.include({ written: 8 });
  });

  for (const [fault, failing] of [
    ['is not written', { write: (line: number) => line === 3, tell: () => false }],
    ['stops who is told of it', { write: () => false, tell: ({ read }: ImportReport) => read === 4 }],
  ] as const) {
    it(`stores nothing after a batch that ${fault}, and goes on there`, async () => {
      const name = fault.replaceAll(' ', '-');
      const plan = planOf(name, 9, {
        onProgress: (report) => {
          if (failing.tell(report)) throw new Error('the power went');
        },
        write: async (_db, rows: readonly Row[]) => {
          if (failing.write(rows[0]?.line ?? 0)) throw new Error('the power went');
          return { written: rows.length, unchanged: 0, faults: [] };
        },
      });
      const error: unknown = await runImport(world().kernel, plan).catch((reason: unknown) => reason);
      expect(error).to.have.property('message', 'the power went');
      const stored = failing.write(3) ? 2 : 4;
      expect((await linesOf(name)).at(-1)).to.equal(stored);
      const report = await runImport(world().kernel, planOf(name, 9));
      expect(report).to.include({ resumedAfterLine: stored, written: 9 - stored });
    });
  }

  it('keeps the batches before a fault of the file as a whole', async () => {
    const error: unknown = await runImport(world().kernel, planOf('torn', 9, { breaksAfter: 5 })).catch(
      (reason: unknown) => reason,
    );
    expect(error).to.have.property('message', 'Line 6 is torn.');
    expect(await linesOf('torn')).to.deep.equal([2, 4]);
  });

  it('leaves no file open that its reader did not look into', async () => {
    await runImport(world().kernel, planOf('closed', 3));
    const held = readdirSync('/proc/self/fd').flatMap((id) => {
      try {
        return [readlinkSync(`/proc/self/fd/${id}`)];
      } catch {
        return []; // the one by which the list was read
      }
    });
    expect(held.filter((file) => file.startsWith(folder))).to.deep.equal([]);
  });
});
