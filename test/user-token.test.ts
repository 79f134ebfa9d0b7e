import { rmSync } from 'node:fs';
import { expect } from 'chai';
import { startServer } from '#core/app/server.js';
import { systemClock } from '#core/kernel/clock.js';
import { readConfig } from '#core/kernel/config.js';
import { newInstallation, type Installation } from './new-installation.js';

describe('moothall user token', function () {
  this.timeout(60_000);
  let run: Installation['run'];
  let directory: string;
  before(async () => {
    ({ run, directory } = newInstallation());
    const council = ['--name', 'Dunmere District Council', '--tier', 'district', '--prefix', 'DU'];
    await run('authority', 'add', 'dunmere', ...council);
    const staff = ['--name', 'Sam Ellery', '--authority', 'dunmere', '--role', 'administrator'];
    await run('user', 'create', 'sam.ellery', ...staff);
  });
  after(() => rmSync(directory, { recursive: true, force: true }));

  it('prints a token that the API takes, once and last', async () => {
    const { code, lines } = await run('user', 'token', 'sam.ellery', '--name', 'First steps', '--all');
    expect(code).to.equal(0);
    const server = await startServer(readConfig(directory, {}), systemClock());
    try {
      const headers = { Authorization: `Bearer ${lines.at(-1)}` };
      const answer = await fetch(`${server.address}/api/v1/me`, { headers });
      expect(answer.status).to.equal(200);
      expect(await answer.json()).to.include({ name: 'Sam Ellery' });
    } finally {
      await server.stop();
    }
  });

  it('prints one JSON object for scripts', async () => {
    const chosen = ['--permission', 'audit.read', 'directory.read', '--days', '7', '--json'];
    const { lines } = await run('user', 'token', 'sam.ellery', '--name', 'Audit', ...chosen);
    const made = JSON.parse(lines.join('')) as Record<string, unknown>;
    expect(made).to.deep.include({ signInName: 'sam.ellery', permissions: ['audit.read', 'directory.read'] });
    expect(made['token']).to.match(/^moothall_[\w-]{43}$/);
    expect(Number(made['expiresAt'])).to.be.greaterThan(Date.now());
  });

  it('says which part is wrong and what to do', async () => {
    const refusal = async (...words: string[]) => {
      const { code, lines, errors } = await run('user', 'token', ...words);
      expect([code, lines]).to.deep.equal([1, []]);
      return errors;
    };
    const named = ['--name', 'Script'];
    expect(await refusal('sam.ellery', ...named)).to.include('either --permission with the names, or --all');
    expect(await refusal('sam.elery', ...named, '--all')).to.include('sign-in-name: Nobody signs in under that name');
    expect(await refusal('sam.ellery', ...named, '--permission', 'cases.fly')).to.include('given cases.fly');
    expect(await refusal('sam.ellery', ...named, '--all', '--days', '0')).to.include('--days as a whole number');
    expect((await run('user', 'token', 'sam.ellery', '--all')).code).to.equal(2);
  });

  it('explains itself with an example', async () => {
    const { code, lines } = await run('user', 'token', '--help');
    expect(code).to.equal(0);
    expect(lines.join('\n')).to.include('moothall user token sam.ellery --name "Report form"');
  });
});
