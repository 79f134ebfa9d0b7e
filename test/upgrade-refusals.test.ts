import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { currentVersion, removeOtherReleases, useRelease } from '#cli/releases/release-folder.js';
import { compareVersions, refusalOf } from '#cli/releases/versions.js';
import { removeEarlierCaptured } from '#cli/running/reading-copy.js';
import { newInstallation, type Installation } from './new-installation.js';

describe('moothall upgrade', () => {
  let installation: Installation;
  beforeEach(() => void (installation = newInstallation()));
  afterEach(() => rmSync(installation.directory, { recursive: true }));

  it('refuses an older version, a skipped major and what is none, before anything is touched', async () => {
    const { directory, run } = installation;
    mkdirSync(path.join(directory, 'releases', '0.2.0'), { recursive: true });
    expect((await run('upgrade', '0.3.0')).errors).to.contain('has no version of its own');
    await useRelease(directory, '0.2.0');
    const before = readdirSync(directory, { recursive: true }).sort();
    for (const [version, says] of [
      ['0.1.9', 'moothall rollback'],
      ['2.0.0', 'no major version is skipped'],
      ['newest', 'is no version'],
    ] as const)
      for (const more of [[], ['--dry-run']]) {
        const refused = await run('upgrade', version, ...more);
        expect([refused.code, refused.errors.includes(says)], refused.errors).to.deep.equal([3, true]);
      }
    expect((await run('upgrade', '0.2.0')).lines.join()).to.contain('already');
    expect((await run('rollback')).errors).to.contain('no earlier version');
    expect(currentVersion(directory)).to.equal('0.2.0');
    expect(readdirSync(directory, { recursive: true }).sort()).to.deep.equal(before);
  });

  it('orders versions as semantic versioning does', () => {
    const inOrder = ['0.9.0', '1.0.0-rc.1', '1.0.0-rc.10', '1.0.0', '1.0.1', '1.10.0', '2.0.0'];
    expect([...inOrder].reverse().sort(compareVersions)).to.deep.equal(inOrder);
    expect(refusalOf('1.4.0', '2.0.0')).to.equal(undefined);
    expect(refusalOf('1.4.0', '3.0.0')).to.contain('last 2.x first');
  });

  it('keeps the last two versions, and the copy of the data between them', async () => {
    const { directory } = installation;
    for (const version of ['0.1.0', '0.2.0', '0.3.0', '.new-0.4.0'])
      mkdirSync(path.join(directory, 'releases', version), { recursive: true });
    for (const copy of ['0.1.0-0.2.0', '0.2.0-0.3.0'])
      mkdirSync(path.join(directory, 'upgrades', copy), { recursive: true });
    await useRelease(directory, '0.3.0');
    await removeOtherReleases(directory, ['0.2.0', '0.3.0']);
    expect(readdirSync(path.join(directory, 'releases')).sort()).to.deep.equal(['0.2.0', '0.3.0', 'current']);
    expect(readdirSync(path.join(directory, 'upgrades'))).to.deep.equal(['0.2.0-0.3.0']);
  });

  it('asks before it undoes one that people work with already, where that takes their work away', async () => {
    const { directory, run } = installation;
    const folder = path.join(directory, 'releases', '0.1.0');
    const command = path.join(folder, 'node_modules', 'moothall', 'bin', 'moothall.js');
    mkdirSync(path.dirname(command), { recursive: true });
    mkdirSync(path.join(directory, 'run'), { recursive: true });
    writeFileSync(command, `console.log('{"schema":"current","migrations":["0001","0002"]}')`);
    const state = { from: '0.1.0', to: '0.2.0', since: 1, rehearsal: 'left-out', wasRunning: false };
    for (const step of ['start', 'try', 'enter', 'tidy']) {
      const file = path.join(directory, 'run', 'upgrade.json');
      writeFileSync(file, JSON.stringify({ ...state, step, migrations: ['0001'] }));
      const refused = await run('rollback');
      expect([refused.code, refused.errors.includes('--yes')], `${step}: ${refused.errors}`).to.deep.equal([3, true]);
      expect(JSON.parse(readFileSync(file, 'utf8'))).to.include({ step });
    }
  });

  it('says in JSON how many contacts could not be entered', async () => {
    const { directory, run } = installation;
    const command = path.join(directory, 'releases', '0.2.0', 'node_modules', 'moothall', 'bin', 'moothall.js');
    const captured = path.join(directory, 'run', 'captured');
    for (const folder of [path.dirname(command), captured]) mkdirSync(folder, { recursive: true });
    writeFileSync(command, `console.log('{"contacts":1,"refused":2}')`);
    await useRelease(directory, '0.2.0');
    writeFileSync(path.join(captured, '1-7.jsonl'), '');
    const state = { from: '0.1.0', to: '0.2.0', since: 1, step: 'enter', rehearsal: 'left-out', wasRunning: false };
    writeFileSync(path.join(directory, 'run', 'upgrade.json'), JSON.stringify({ ...state, migrations: [] }));
    const { code, lines, errors } = await run('upgrade', '--json');
    expect(code, errors).to.equal(0);
    expect(JSON.parse(lines[0] ?? '')).to.include({ done: true, refusedContacts: 2 });
  });

  it('forgets contacts that were entered before it began, and none that waits or could not be entered', async () => {
    const captured = path.join(installation.directory, 'run', 'captured');
    mkdirSync(captured, { recursive: true });
    const names = ['100-7.jsonl', '100-8.jsonl.entered', '100-8.refused', '300-9.jsonl.entered'];
    for (const name of names) writeFileSync(path.join(captured, name), '');
    await removeEarlierCaptured(installation.directory, 200);
    expect(readdirSync(captured).sort()).to.deep.equal(['100-7.jsonl', '100-8.refused', '300-9.jsonl.entered']);
  });
});
