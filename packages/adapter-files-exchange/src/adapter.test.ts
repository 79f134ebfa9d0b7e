import path from 'node:path';
import type { LineOfBusinessInstance } from '@moothall/adapter-sdk';
import { aHost, lineOfBusinessConformance, startAdapter } from '@moothall/adapter-testkit';
import { expect } from 'chai';
import { adapter } from './adapter.js';
import { account, accountKey, hostKeys, startSftp, type SftpFarEnd } from './testing/sftp-server.js';
import { theirSide } from './testing/their-side.js';

let last: SftpFarEnd | undefined;
const theirs = () => theirSide(path.join(last?.root ?? '', 'exchange'));
const settingsFor = (url: string) => ({
  sftp: { host: '127.0.0.1', port: Number(new URL(url).port), user: account.user, hostKeys },
  ...{ folder: '/exchange', schedule: { everyMinutes: 0 }, services: { 'missed-bin': 'MB' } },
  statuses: { CREW: { status: 'in-progress', words: 'Crew sent' } },
});
const secrets = { password: account.password };

lineOfBusinessConformance({
  adapter,
  startFarEnd: async () => (last = await startSftp()),
  settings: settingsFor,
  secrets,
  speaks: 'sftp',
  writes: ({ method }) => ['WRITE', 'MKDIR', 'RENAME', 'REMOVE'].includes(method),
  service: { key: 'missed-bin' },
  countCreated: (reference) =>
    theirs()
      .everything()
      .filter((row) => row['action'] === 'create' && row['reference'] === reference).length,
  countWords: (reference, text) =>
    theirs()
      .everything()
      .filter((row) => row['reference'] === reference && row['text'] === text).length,
  isCancelled: (reference) =>
    theirs()
      .everything()
      .filter((row) => row['reference'] === reference && row['action'] === 'cancel').length === 1,
  change: (reference, comment) =>
    void theirs().write('status', [{ reference, at: '2026-11-16T10:00:00Z', status: 'CREW', comment }]),
  changedTo: { key: 'in-progress', outcome: null },
});

describe('files over SFTP', () => {
  let farEnd: SftpFarEnd;
  beforeEach(async () => void (farEnd = last = await startSftp()));
  afterEach(() => farEnd.close());
  const open = (sftp: object = {}, given: Record<string, string> = secrets): LineOfBusinessInstance => {
    const settings = settingsFor(farEnd.url);
    return startAdapter(adapter, aHost(), {
      settings: { ...settings, sftp: { ...settings.sftp, ...sftp } },
      secrets: given,
    });
  };
  const failureOf = (work: Promise<unknown>): Promise<{ code?: string; message?: string }> =>
    work.then(
      () => ({ code: 'it went' }),
      (error: { code: string; message: string }) => error,
    );

  it('are put only where the server has a key that the settings name', async () => {
    const found = await failureOf(open({ hostKeys: [`SHA256:${'A'.repeat(43)}`] }).check());
    expect(found.code).to.equal('unreachable');
    expect(found.message).to.include('another key');
    expect(farEnd.requests).to.deep.equal([]);
  });

  it('go by a private key in place of a password, and not by one that the server doesn’t know', async () => {
    expect(await open({}, { privateKey: accountKey }).check()).to.deep.equal({ ok: true });
    expect((await failureOf(open({}, { password: 'another' }).check())).code).to.equal('sign_in_refused');
    const unreadable = await failureOf(open({}, { privateKey: 'no key at all' }).check());
    expect([unreadable.code, unreadable.message?.includes('no key at all')]).to.deep.equal(['sign_in_refused', false]);
  });

  it('need a folder that is there', async () => {
    const settings = { ...settingsFor(farEnd.url), folder: '/elsewhere' };
    const instance = startAdapter<LineOfBusinessInstance>(adapter, aHost(), { settings, secrets });
    expect((await failureOf(instance.check())).code).to.equal('not_found');
  });
});
