import type { NotificationsInstance, OutgoingNotification } from '@moothall/adapter-sdk';
import { aHost, notificationsConformance, startAdapter } from '@moothall/adapter-testkit';
import { expect } from 'chai';
import { adapter } from './adapter.js';
import { account, startSmtp, type SmtpFarEnd, type Stage } from './testing/smtp-far-end.js';
import { application, scope, startTokenService, type TokenService } from './testing/token-service.js';

const from = { name: 'Westmoor Council', address: 'contact@westmoor.example' };
const settingsFor = (port: number) => ({ host: '127.0.0.1', port, security: 'none', user: account.user, from });
const secrets = { password: account.password };

let last: SmtpFarEnd | undefined;
const messageIds = (): string[] => (last?.taken ?? []).map(({ raw }) => headerOf(raw, 'Message-ID'));

notificationsConformance({
  adapter,
  startFarEnd: async () => (last = await startSmtp()),
  settings: (url) => settingsFor(Number(new URL(url).port)),
  secrets,
  speaks: 'smtp',
  writes: ({ method }) => method === 'DATA',
  // A mailbox shows a Message-ID once: that is all that SMTP has for what was sent again because the answer was lost.
  countSent: (id) => new Set(messageIds().filter((messageId) => messageId === `<${id}@westmoor.example>`)).size,
});

describe('mail by a mail server', () => {
  let server: SmtpFarEnd;
  beforeEach(async () => void (server = await startSmtp()));
  afterEach(() => server.close());

  const started = (more: object = {}): NotificationsInstance =>
    startAdapter(adapter, aHost(), { settings: { ...settingsFor(server.port), ...more }, secrets });
  const token = 'a'.repeat(41);
  const message: OutgoingNotification = {
    ...{ id: '01900000-0000-7000-8000-000000000009', channel: 'email', language: 'cy', recipientName: 'Siân Prosser' },
    ...{ address: 'sian@mail.example', subject: 'Eich bin: ŵyn', body: 'Annwyl Siân,\n\nDiolch.' },
    ...{ isAutomatic: true, thread: { id: 'f00d', replyToken: token } },
  };
  const sentAs = async (settings: object, changes: Partial<OutgoingNotification> = {}): Promise<string> => {
    await started(settings).send({ ...message, ...changes });
    return server.taken.at(-1)?.raw ?? '';
  };

  it('comes from the council, goes to one, and says that nobody wrote it', async () => {
    const raw = await sentAs({ bouncesTo: 'bounces@westmoor.example' });
    expect(server.taken[0]).to.include({ from: 'bounces@westmoor.example' });
    expect(server.taken[0]?.to).to.deep.equal(['sian@mail.example']);
    expect(headerOf(raw, 'From')).to.equal('Westmoor Council <contact@westmoor.example>');
    expect(headerOf(raw, 'Auto-Submitted')).to.equal('auto-generated');
    expect(headerOf(raw, 'Content-Language')).to.equal('cy');
    const byHand = await sentAs({}, { id: '01900000-0000-7000-8000-00000000000a', isAutomatic: false });
    expect(headerOf(byHand, 'Auto-Submitted')).to.equal('');
  });

  it('brings its token back with every answer, and is shown together with what is about the same', async () => {
    const raw = await sentAs({ replyTo: 'replies@westmoor.example' });
    expect(headerOf(raw, 'Message-ID')).to.equal(`<${token}@westmoor.example>`);
    expect(headerOf(raw, 'Reply-To')).to.equal(`replies+${token}@westmoor.example`);
    for (const name of ['In-Reply-To', 'References'])
      expect(headerOf(raw, name)).to.equal('<thread.f00d@westmoor.example>');
  });

  it('has the token in its subject, where the mail server knows no +', async () => {
    const raw = await sentAs({ replyTo: 'replies@westmoor.example', tokenIn: 'subject' }, { subject: 'Your bin' });
    expect(headerOf(raw, 'Subject')).to.equal(`Your bin [${token}]`);
    expect(headerOf(raw, 'Reply-To')).to.equal('replies@westmoor.example');
  });

  it('lets no line of a name or a subject become a header', async () => {
    const raw = await sentAs(
      {},
      { recipientName: 'Joan\r\nBcc: all@mail.example', subject: 'A\r\nBcc: all@mail.example' },
    );
    expect(headerOf(raw, 'Bcc')).to.equal('');
    expect(server.taken[0]?.to).to.deep.equal(['sian@mail.example']);
  });

  it('is handed over once, though it is given again after it was taken', async () => {
    const instance = started();
    const references = [await instance.send(message), await instance.send(message)];
    expect(server.taken).to.have.length(1);
    expect(references[0])
      .to.deep.equal(references[1])
      .and.to.deep.equal({ reference: `<${token}@westmoor.example>` });
  });

  const meanings: readonly (readonly [Stage, number, string, string])[] = [
    ['RCPT', 550, '5.1.1 User unknown', 'not_found'],
    ['RCPT', 550, '5.7.1 Rejected by policy', 'refused'],
    ['RCPT', 554, '5.7.1 Relay access denied', 'not_permitted'],
    ['RCPT', 452, '4.2.2 Mailbox full', 'failed_at_far_end'],
    ['RCPT', 450, '4.2.0 Greylisted for 5 minutes', 'rate_limited after 300000'],
    ['RCPT', 450, '4.7.1 Try again in 30 seconds', 'rate_limited after 30000'],
    ['MAIL', 530, '5.7.0 Authentication required', 'sign_in_refused'],
    ['MAIL', 550, '5.7.60 May not send as this sender', 'not_permitted'],
    ['MAIL', 452, '4.4.5 Too many mails, try later', 'rate_limited'],
    ['DATA', 552, '5.3.4 Message too big', 'refused'],
    ['DATA', 554, '5.7.1 Message looks like spam', 'refused'],
    ['AUTH', 454, '4.7.0 Temporary authentication failure', 'failed_at_far_end'],
  ];
  for (const [stage, code, words, means] of meanings)
    it(`says what kind of refusal it is: ${stage} ${code} ${words}`, async () => {
      server.refuse(stage, code, words);
      const error = await started()
        .send(message)
        .then(
          () => ({ code: 'sent', message: '' }),
          (thrown: { code: string; message: string; retryAfterMs?: number }) => thrown,
        );
      const after = 'retryAfterMs' in error && error.retryAfterMs !== undefined ? ` after ${error.retryAfterMs}` : '';
      expect(error.code + after).to.equal(means);
      expect(error.message).to.not.include(words.slice(6));
    });

  it('does not sign in and sends nothing in the clear, where TLS is wanted and the server has none', async () => {
    const error = await started({ security: 'starttls' })
      .send(message)
      .catch((thrown: { code: string }) => thrown);
    expect(error).to.include({ code: 'unreachable' });
    expect(server.requests).to.deep.equal([]);
  });

  it('says that an account has no password before it asks', async () => {
    const bare = startAdapter<NotificationsInstance>(adapter, aHost(), {
      settings: settingsFor(server.port),
      secrets: {},
    });
    expect(await bare.check()).to.include({ ok: false, code: 'sign_in_refused' });
  });
});

describe('mail by a mail server that takes tokens', () => {
  const message: OutgoingNotification = {
    ...{ id: '01900000-0000-7000-8000-000000000019', channel: 'email', language: 'en', recipientName: 'Siân Prosser' },
    ...{ address: 'sian@mail.example', subject: 'Your bin', body: 'It was emptied.', isAutomatic: false },
    thread: { id: 'f00d', replyToken: 'b'.repeat(41) },
  };
  const good = new Set(['token-1']);
  let tokens: TokenService;
  let server: SmtpFarEnd;
  beforeEach(async () => {
    tokens = await startTokenService(account.user);
    server = await startSmtp({}, (token) => good.has(token));
  });
  afterEach(async () => {
    await server.close();
    await tokens.close();
  });
  const started = (host = aHost()): NotificationsInstance => {
    const oauth2 = { tokenUrl: tokens.tokenUrl, clientId: application.clientId, scope };
    const settings = { ...settingsFor(server.port), oauth2 };
    return startAdapter(adapter, host, { settings, secrets: { clientSecret: application.clientSecret } });
  };

  it('goes, with another token once the first is good no longer', async () => {
    const host = aHost();
    const instance = started(host);
    expect(await instance.check()).to.deep.equal({ ok: true });
    good.delete('token-1');
    good.add('token-2');
    await instance.send(message);
    expect(server.taken).to.have.length(1);
    expect([tokens.asked().length, host.lines]).to.deep.equal([2, []]);
  });

  it('needs an account that signs in', () => {
    const { user: _user, ...without } = settingsFor(1);
    const oauth2 = { tokenUrl: 'https://tokens.example/token', clientId: 'moothall', scope };
    const { error } = adapter.settings.safeParse({ ...without, oauth2 });
    expect(error?.issues.map(({ path }) => path)).to.deep.equal([['user']]);
    expect(adapter.hosts?.(adapter.settings.parse({ ...settingsFor(1), oauth2 }))).to.include('tokens.example');
  });

  it('is asked for once where the token is refused, and says so', async () => {
    good.clear();
    const error = await started()
      .send(message)
      .catch((thrown: { code: string; message: string }) => thrown);
    expect(error).to.include({ code: 'sign_in_refused' });
    expect((error as { message: string }).message).to.include('refuses the token');
    expect(server.requests.map(({ method }) => method)).to.deep.equal(['AUTH']);
  });
});

/** A header as it reads, unfolded; empty where it isn't there. */
function headerOf(raw: string, name: string): string {
  const [head = ''] = raw.split('\r\n\r\n');
  const line = head.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n');
  const found = line.find((one) => one.toLowerCase().startsWith(`${name.toLowerCase()}:`));
  return found?.slice(name.length + 1).trim() ?? '';
}
