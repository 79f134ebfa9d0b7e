import type { InboxInstance } from '@moothall/adapter-sdk';
import { aHost, inboxConformance, startAdapter } from '@moothall/adapter-testkit';
import { expect } from 'chai';
import { adapter } from './inbox.js';
import { account, startImap } from './testing/imap-far-end.js';

const reads = ['CAPABILITY', 'LOGIN', 'LIST', 'LSUB', 'EXAMINE', 'SEARCH', 'FETCH'];

const settings = (url: string) => ({
  ...{ host: '127.0.0.1', port: Number(new URL(url).port), security: 'none', user: account.user },
});

inboxConformance({
  ...{ adapter, settings, speaks: 'imap', startFarEnd: startImap },
  secrets: { password: account.password },
  // What is fetched without PEEK would be marked as read.
  writes: ({ method, body }) => !reads.includes(method) || (method === 'FETCH' && !body.includes('BODY.PEEK[')),
});

describe('a mailbox that can’t be read as it should', () => {
  const asked = async (refused: readonly [string, string], more: object = {}) => {
    const farEnd = await startImap();
    farEnd.refuse(...refused);
    const instance = startAdapter<InboxInstance>(adapter, aHost(), {
      ...{ settings: { ...settings(farEnd.url), ...more }, secrets: { password: account.password } },
    });
    const outcome = await instance.newMail(null).catch(({ code }: { code: string }) => code);
    await farEnd.close();
    return { outcome, commands: farEnd.requests.map(({ method }) => method) };
  };

  it('is not taken for empty, where it can’t be looked through', async () => {
    expect((await asked(['SEARCH', 'NO Not now'])).outcome).to.equal('failed_at_far_end');
  });

  it('is told no password, where it does not go over to TLS', async () => {
    const { outcome, commands } = await asked(['STARTTLS', 'BAD What?'], { security: 'starttls' });
    expect(outcome).to.equal('unreachable');
    expect(commands).to.not.include('LOGIN');
  });
});
