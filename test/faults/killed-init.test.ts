import { rmSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { throwAwayFolder } from '#testing/throw-away-folder';
import { runFrom } from '../new-installation.js';
import { runKilled, writesOf } from './killed-command.js';
import { rounds, timeFor } from './rounds.js';

const kills = rounds({ sampled: 1, whole: 40 });
const council = ['--gss', 'E07000999', '--name', 'Dunmere District Council'];
const unattended = [...council, '--admin', 'sam.ellery', '--admin-name', 'Sam Ellery', '--yes', '--port', '0'];

describe(`moothall init killed at ${kills} moments`, function () {
  this.timeout(timeFor(kills * 2, 10_000));
  const folders: string[] = [];
  const newFolder = (): string => {
    const folder = throwAwayFolder('moothall-init-');
    folders.push(folder);
    return path.join(folder, 'moothall');
  };
  after(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

  it('finishes when it is run again', async () => {
    const whole = runKilled(undefined, ['init', newFolder(), ...unattended, '--json']);
    const writes = writesOf(whole);
    expect(writes, whole.errors).to.be.greaterThan(50);
    for (let round = 0; round < kills; round += 1) {
      const directory = newFolder();
      const at = Math.floor(((round + 0.5) / kills) * writes);
      expect(runKilled(undefined, ['init', directory, ...unattended], at).signal).to.equal('SIGKILL');
      const again = await runFrom('/', ['init', directory, ...unattended, '--json']);
      expect(again.code, again.errors).to.equal(0);
      const { passwordLink } = JSON.parse(again.lines.at(-1) ?? '') as { passwordLink: string | null };
      expect(passwordLink, `killed before write ${at}`).to.be.a('string');
      expect((await runFrom(directory, ['audit', 'verify'])).code).to.equal(0);
    }
  });
});
