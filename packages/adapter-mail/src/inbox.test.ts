import path from 'node:path';
import type { InboxInstance } from '@moothall/adapter-sdk';
import { aHost, startAdapter } from '@moothall/adapter-testkit';
import { expect } from 'chai';
import { adapter } from './inbox.js';
import { hasDovecot, mailbox, startDovecot, type Dovecot } from './testing/dovecot.js';
import { application, scope, startTokenService, type TokenService } from './testing/token-service.js';

const certificates = path.resolve('test/certificates');
const tls = { certFile: path.join(certificates, 'good.pem'), keyFile: path.join(certificates, 'far-end.key') };

describe('a mailbox over IMAP, on Dovecot', () => {
  let server: Dovecot | undefined;
  let tokens: TokenService | undefined;
  before(async function () {
    if (!hasDovecot()) return this.skip();
    this.timeout(20_000);
    tokens = await startTokenService(mailbox.user);
    server = await startDovecot({ ...tls, introspectionUrl: tokens.introspectionUrl });
  });
  after(async () => {
    await server?.stop();
    await tokens?.close();
  });

  const host = aHost(5000);
  const opened = (more: object = {}, password = mailbox.password): InboxInstance =>
    startAdapter(adapter, host, {
      settings: { host: 'localhost', port: server?.port, user: mailbox.user, ...more },
      secrets: { password },
    });
  const deliver = (subject: string): void =>
    server?.deliver(
      `From: Ann <ann@other.example>\nTo: replies@westmoor.example\nSubject: ${subject}\n\nAbout ${subject}`,
    );
  const failure = (work: Promise<unknown>): Promise<{ code?: string; message?: string }> =>
    work.then(
      () => ({}),
      (error: { code: string; message: string }) => error,
    );

  it('is checked without changing anything', async () => {
    expect(await opened().check()).to.deep.equal({ ok: true });
  });

  it('gives its mail once, the oldest first, page by page, and marks nothing as read', async () => {
    const instance = opened();
    const first = await instance.newMail(null);
    expect(first).to.include({ hasMore: false });
    expect(first.mails).to.deep.equal([]);
    for (let count = 1; count <= 21; count += 1) deliver(`number ${count}`);
    const page = await instance.newMail(first.cursor);
    expect(page.hasMore).to.equal(true);
    expect(page.mails.map(({ subject }) => subject).slice(0, 2)).to.deep.equal(['number 1', 'number 2']);
    expect(page.mails[0]).to.include({ text: 'About number 1', isCut: false });
    const rest = await instance.newMail(page.cursor);
    expect(rest.mails.map(({ subject }) => subject)).to.deep.equal(['number 21']);
    expect((await instance.newMail(rest.cursor)).mails).to.deep.equal([]);
    expect(server?.names().filter((name) => /,.*S/.test(name))).to.deep.equal([]);
  });

  it('gives the same mail under the same names, where it numbered its mail afresh', async () => {
    const instance = opened();
    const names = async (cursor: string | null) => (await instance.newMail(cursor)).mails.map(({ id }) => id);
    expect(await names('1:999999')).to.deep.equal(await names(null));
  });

  it('is read under TLS by STARTTLS', async () => {
    const { mails } = await opened({ port: server?.plainPort, security: 'starttls' }).newMail(null);
    expect(mails.length).to.be.greaterThan(0);
  });

  describe('by a token in place of a password', () => {
    const byToken = (clientSecret = application.clientSecret, more: object = {}): InboxInstance => {
      const oauth2 = { tokenUrl: tokens?.tokenUrl, clientId: application.clientId, scope };
      const settings = { host: 'localhost', port: server?.port, user: mailbox.user, oauth2, ...more };
      return startAdapter(adapter, host, { settings, secrets: { clientSecret } });
    };
    beforeEach(() => tokens?.forget());

    it('is read, and asks for one token alone', async () => {
      const instance = byToken();
      const [first] = await Promise.all([instance.newMail(null), instance.check()]);
      expect(first.mails.length).to.be.greaterThan(0);
      expect((await instance.newMail(first.cursor)).mails).to.deep.include.members([]);
      expect(tokens?.asked().map((form) => Object.fromEntries(form))).to.deep.equal([
        {
          ...{ grant_type: 'client_credentials', client_id: application.clientId, scope },
          client_secret: application.clientSecret,
        },
      ]);
    });

    it('gets another token once the one that it has is refused', async () => {
      const instance = byToken();
      await instance.check();
      tokens?.revoke();
      expect(await instance.check()).to.deep.equal({ ok: true });
      expect(tokens?.asked()).to.have.length(2);
    });

    it('says who refused: the token service or the mail server', async () => {
      const wrong = await failure(byToken('wrong').check());
      expect(wrong).to.include({ code: 'sign_in_refused' });
      expect(wrong.message).to.include('clientSecret');
      const another = await failure(byToken(undefined, { user: 'somebody-else' }).check());
      expect(another).to.include({ code: 'sign_in_refused' });
      expect(another.message).to.include('The mail server refuses the token');
      expect(host.lines.join()).to.not.match(/swordfish|token-\d/);
    });
  });

  it('says that the account is refused, that the folder can’t be read, and that nothing answers', async () => {
    expect(await failure(opened({}, 'wrong').newMail(null))).to.include({ code: 'sign_in_refused' });
    expect(await failure(opened({ folder: 'Nowhere' }).check())).to.include({ code: 'not_permitted' });
    expect(await failure(opened({ port: 1 }).check())).to.include({ code: 'unreachable' });
    expect(host.lines.join()).to.not.match(/swordfish|ann@other/);
  });
});
