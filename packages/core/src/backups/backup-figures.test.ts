import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { checkConfig } from '../kernel/config.js';
import { throwAwayFolder } from '../kernel/testing/throw-away-folder.js';
import { backupFigures } from './backup-figures.js';
import { backupName } from './backup-names.js';
import { copyFolder, emptyRecord, recordFile, writeCopyRecord } from './copy/copy-record.js';
import { recordRehearsal } from './last-rehearsal.js';

describe('figures of backups', () => {
  const directory = throwAwayFolder('moothall-backup-figures-');
  const config = checkConfig(directory, {}, { key: Buffer.alloc(32).toString('base64') });
  const folder = path.join(directory, 'backups');
  after(() => rmSync(directory, { recursive: true }));

  it('are none but a count of nothing while there is no backup', async () => {
    expect(await backupFigures(config)).to.deep.equal({ count: 0 });
  });

  it('say when the newest was made, and how its rehearsal went; other files count for nothing', async () => {
    const [earlier, later] = [Date.UTC(2026, 10, 22, 2), Date.UTC(2026, 10, 23, 2)];
    mkdirSync(folder);
    for (const [at, text] of [
      [later, 'newest'],
      [earlier, 'old'],
    ] as const)
      writeFileSync(path.join(folder, backupName(at, { encrypted: true })), text);
    writeFileSync(path.join(folder, 'notes.txt'), 'not a backup');
    await recordRehearsal(folder, { backup: 'x', at: later + 60_000, tookMs: 4200, ok: false, fault: 'damaged' });
    expect(await backupFigures(config)).to.deep.equal({
      count: 2,
      newest_seconds: later / 1000,
      newest_bytes: 6,
      rehearsed_seconds: later / 1000 + 60,
      rehearsal_took_seconds: 4.2,
      rehearsal_ok: 0,
    });
  });

  it('say up to when the database was copied, whether that works, and how the rehearsal of the copy went', async () => {
    const settings = { adapters: { aside: { use: './aside.js' } }, backups: { copy: { connection: 'aside' } } };
    const copied = checkConfig(directory, settings, { key: Buffer.alloc(32).toString('base64') });
    expect(await backupFigures(copied)).to.include({ copied_until_seconds: 0, copy_ok: 1 });
    const copiedUntil = Date.UTC(2026, 10, 23, 9);
    await writeCopyRecord(copyFolder(copied), { ...emptyRecord, copiedUntil, fault: 'The place is away.' });
    const [at, tookMs] = [copiedUntil + 60_000, 2300];
    await recordRehearsal(copyFolder(copied), { backup: 'continuous copy', at, tookMs, ok: true });
    expect(await backupFigures(copied)).to.include({
      copied_until_seconds: copiedUntil / 1000,
      copy_ok: 0,
      copy_rehearsed_seconds: at / 1000,
      copy_rehearsal_took_seconds: 2.3,
      copy_rehearsal_ok: 1,
      rehearsal_ok: 0,
    });
    writeFileSync(recordFile(copyFolder(copied)), '{');
    expect(await backupFigures(copied)).to.include({ copied_until_seconds: 0, copy_ok: 0 });
  });
});
