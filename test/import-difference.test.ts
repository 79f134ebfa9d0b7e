import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { newInstallation, type Installation } from './new-installation.js';

describe('moothall import of what is looked at first', function () {
  this.timeout(60_000);
  let run: Installation['run'];
  let directory: string;
  before(async () => {
    ({ run, directory } = newInstallation());
    const council = ['--name', 'Dunmere District Council', '--tier', 'district', '--prefix', 'DU'];
    await run('authority', 'add', 'dunmere', ...council);
  });
  after(() => rmSync(directory, { recursive: true, force: true }));

  const nothing = 'Nothing would change: the file says what is said already. There is nothing to write.';
  for (const [kind, rows] of [
    ['responsibilities', ['service,area,authority,from', '*,dunmere,dunmere,2026-04-01']],
    ['staff', ['name,email,authority', 'Bea Ley,bea.ley@dunmere.example,dunmere']],
  ] as const)
    it(`of ${kind} shows the difference, writes it when confirmed, and then says that nothing would change`, async () => {
      writeFileSync(path.join(directory, 'rows.csv'), rows.join('\n'));
      const first = await run('import', kind, 'rows.csv');
      const [, code = ''] = /confirm=([0-9a-z]+)/.exec(first.lines.at(-1) ?? '') ?? [];
      expect(first.lines.at(-1)).to.contain('Nothing is written yet');
      const written = await run('import', kind, 'rows.csv', '-o', `confirm=${code}`);
      expect(written.code).to.equal(0);
      expect(written.lines[0]).to.contain('1 written');
      const again = await run('import', kind, 'rows.csv');
      expect([again.code, again.lines.at(-1)]).to.deep.equal([0, nothing]);
      expect(again.lines.join(' ')).not.to.contain('confirm=');
    });
});
