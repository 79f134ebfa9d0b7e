import { rmSync } from 'node:fs';
import { expect } from 'chai';
import { closeKernel, openKernel } from '#core/app/compose.js';
import { findAccountByName, startSession } from '#core/identity/index.js';
import { systemClock } from '#core/kernel/clock.js';
import { readConfig } from '#core/kernel/config.js';
import type { Kernel } from '#core/kernel/kernel.js';
import { everyAuthority } from '#core/kernel/scope.js';
import { statement } from '#core/kernel/db/statement.js';
import { newInstallation, type Installation } from './new-installation.js';

const audited = statement<Record<string, never>, { action: string; actor: string }>(
  `select e.action, e.actor_kind as actor from @audit_entries e where e.action in
     ('identity.require-second-factor', 'identity.reset-second-factor', 'identity.end-sessions', 'identity.end-every-session')
   order by e.id`,
);

describe('moothall user, about second factors and sessions', function () {
  this.timeout(60_000);
  let run: Installation['run'];
  let directory: string;
  before(async () => {
    ({ run, directory } = newInstallation());
    const council = ['--name', 'Dunmere District Council', '--tier', 'district', '--prefix', 'DU'];
    await run('authority', 'add', 'dunmere', ...council);
    for (const [signInName, name] of [
      ['sam.ellery', 'Sam Ellery'],
      ['rosa.quill', 'Rosa Quill'],
    ] as const)
      await run('user', 'create', signInName, '--name', name, '--authority', 'dunmere', '--role', 'administrator');
  });
  after(() => rmSync(directory, { recursive: true, force: true }));

  async function inside<T>(work: (kernel: Kernel) => Promise<T>): Promise<T> {
    const kernel = await openKernel(readConfig(directory, {}), systemClock());
    try {
      return await work(kernel);
    } finally {
      await closeKernel(kernel);
    }
  }

  const signIn = (...signInNames: string[]) =>
    inside(async (kernel) => {
      for (const signInName of signInNames) {
        const account = await findAccountByName(kernel.db.read(everyAuthority), signInName);
        const about = { personId: account?.personId ?? '', state: 'signed-in' } as const;
        await kernel.db.write(everyAuthority, (db) => startSession(kernel, db, about));
      }
    });

  it('makes a second factor a duty, takes one away and ends sessions, once and again', async () => {
    await signIn('sam.ellery', 'sam.ellery', 'rosa.quill');
    const json = async (...words: string[]): Promise<unknown> => {
      const { code, lines, errors } = await run('user', ...words, '--json');
      expect(code, errors).to.equal(0);
      return JSON.parse(lines.join(''));
    };
    const required = { signInName: 'Sam.Ellery', required: true, hasSecondFactor: false };
    expect(await json('require-second-factor', 'Sam.Ellery')).to.deep.equal({ ...required, endedSessions: 2 });
    expect(await json('require-second-factor', 'Sam.Ellery')).to.deep.equal({ ...required, endedSessions: 0 });
    expect((await run('user', 'require-second-factor', 'sam.ellery')).lines.at(-1)).to.equal(
      'No session without one was open.',
    );
    expect(await json('require-second-factor', 'sam.ellery', '--not')).to.include({ required: false });
    expect(await json('reset-second-factor', 'sam.ellery')).to.deep.equal({ signInName: 'sam.ellery' });
    await signIn('sam.ellery');
    const ended = (signInName: string | null, endedSessions: number) => ({ signInName, endedSessions });
    expect(await json('end-sessions', 'sam.ellery')).to.deep.equal(ended('sam.ellery', 1));
    expect(await json('end-sessions', '--all')).to.deep.equal(ended(null, 1));
    expect((await run('user', 'end-sessions', '--all')).lines).to.deep.equal(['No session was open.']);
    const rows = await inside((kernel) => kernel.db.read(everyAuthority).all(audited, {}));
    const expected = [
      'require-second-factor',
      'require-second-factor',
      'require-second-factor',
      'require-second-factor',
      'reset-second-factor',
    ];
    const ending = ['end-sessions', 'end-every-session', 'end-every-session'];
    expect(rows).to.deep.equal(
      [...expected, ...ending].map((action) => ({ action: `identity.${action}`, actor: 'system' })),
    );
  });

  it('says what is wrong and what to do, and does nothing', async () => {
    for (const command of ['require-second-factor', 'reset-second-factor', 'end-sessions']) {
      const { code, lines, errors } = await run('user', command, 'sam.elery');
      expect([code, lines]).to.deep.equal([1, []]);
      expect(errors).to.equal('Nobody signs in under that name. Check the spelling.');
      const help = await run('user', command, '--help');
      expect(help.lines.join('\n')).to.include(`moothall user ${command} sam.ellery`);
    }
    for (const words of [[], ['sam.ellery', '--all']])
      expect((await run('user', 'end-sessions', ...words)).errors).to.include('either a sign-in name, or --all');
  });
});
