import type { IncomingMail, InboxInstance } from '@moothall/adapter-sdk';
import { expect } from 'chai';
import { everyKind, writesOf, type Subject } from './conformance.js';
import type { FarEnd } from './far-end.js';
import { aHost, startAdapter } from './host.js';

/** A mail as somebody sends it. */
export interface SentMail {
  /** In angle brackets: `<1@mail.example>`. */
  readonly messageId: string;
  readonly from: { readonly name: string; readonly address: string };
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** The Message-ID that it answers; empty: none. */
  readonly inReplyTo: string;
  /** It says of itself that a machine wrote it. */
  readonly isAutomatic: boolean;
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}

/** A mailbox at a far end. */
export interface MailFarEnd extends FarEnd {
  /** Has a mail come in now. */
  deliver(mail: SentMail): void;
}

export interface InboxSubject extends Subject {
  /** A far end of its own, whose mailbox is empty. */
  readonly startFarEnd: () => Promise<MailFarEnd>;
}

/** More than any page may have. */
const many = 45;
const mostPages = 100;

/** Declares the tests that every adapter of the kind `inbox` passes. Call it in a file that mocha runs. */
export function inboxConformance(subject: InboxSubject): void {
  const { adapter, settings, secrets } = subject;
  describe(`${adapter.name} as an adapter of the kind inbox`, () => {
    let mailbox: MailFarEnd | undefined;
    const deliver = (...mails: readonly SentMail[]): void => mails.forEach((mail) => mailbox?.deliver(mail));
    const startWithOne = async (): Promise<FarEnd> => {
      mailbox = await subject.startFarEnd();
      deliver(joans);
      return mailbox;
    };
    const atWork = everyKind<InboxInstance>(
      'inbox',
      { ...subject, startFarEnd: startWithOne },
      {
        name: 'reading mail',
        ask: (instance) => instance.newMail(null),
        personal: ['Prosser', 'joan.prosser', 'Quibblewick', 'dahlias'],
      },
    );

    it('gives a mail as text, with whom it is from, to and about', async () => {
      const [mail] = (await everythingAfter(atWork().instance, null)).mails;
      expect(mail).to.deep.include({ from: joans.from, subject: joans.subject, messageId: joans.messageId });
      expect(mail).to.include({ isAutomatic: false, returned: null, isCut: false });
      expect(mail?.text.trim()).to.equal(joans.text);
      expect(mail?.answers).to.include(joans.to);
      expect(Number.isSafeInteger(mail?.receivedAt)).to.equal(true);
      expect(mail?.files).to.deep.equal([]);
    });

    it('says what a mail answers, and whether a machine wrote it', async () => {
      deliver(aMail(1, { inReplyTo: '<a-token@dunmere.example>', isAutomatic: true }));
      const mail = (await everythingAfter(atWork().instance, null)).mails.at(-1);
      expect(mail?.answers).to.include('<a-token@dunmere.example>');
      expect(mail?.isAutomatic).to.equal(true);
    });

    it('gives what was attached, byte by byte', async () => {
      const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
      deliver(aMail(1, { files: [{ name: 'photo.png', bytes }] }));
      const files = (await everythingAfter(atWork().instance, null)).mails.at(-1)?.files ?? [];
      expect(files.map(({ name }) => name)).to.deep.equal(['photo.png']);
      expect(Buffer.from(files[0]?.bytes ?? [])).to.deep.equal(Buffer.from(bytes));
    });

    it('gives each mail once, the oldest first, and goes on where it was', async () => {
      const { instance } = atWork();
      deliver(aMail(1), aMail(2));
      const first = await everythingAfter(instance, null);
      expect(subjectsOf(first.mails)).to.deep.equal([joans.subject, 'Mail 1', 'Mail 2']);
      expect((await everythingAfter(instance, first.cursor)).mails).to.deep.equal([]);
      deliver(aMail(3));
      const next = await everythingAfter(instance, first.cursor);
      expect(subjectsOf(next.mails)).to.deep.equal(['Mail 3']);
      expect((await everythingAfter(instance, next.cursor)).mails).to.deep.equal([]);
    });

    it('gives what is much page by page, and leaves none out', async () => {
      const numbers = Array.from({ length: many }, (_, at) => at + 1);
      deliver(...numbers.map((number) => aMail(number)));
      const { mails } = await everythingAfter(atWork().instance, null);
      expect(subjectsOf(mails)).to.deep.equal([joans.subject, ...numbers.map((number) => `Mail ${number}`)]);
      expect(new Set(mails.map(({ id }) => id)).size).to.equal(many + 1);
    });

    it('gives the same mail under the same name, asked again and after a new start', async () => {
      const { farEnd, instance } = atWork();
      deliver(aMail(1));
      const names = async (one: InboxInstance) => (await one.newMail(null)).mails.map(({ id }) => id);
      const first = await names(instance);
      expect(await names(instance)).to.deep.equal(first);
      const again = startAdapter<InboxInstance>(adapter, aHost(), { settings: settings(farEnd.url), secrets });
      expect(await names(again)).to.deep.equal(first);
      await again.close?.();
      for (const name of first) expect(name).to.not.equal('');
    });

    it('gives mail again that was on its way when the connection broke', async () => {
      const { farEnd, instance } = atWork();
      const { cursor } = await everythingAfter(instance, null);
      deliver(aMail(1), aMail(2));
      farEnd.loseNextAnswer();
      await instance.newMail(cursor).catch(() => undefined);
      expect(subjectsOf((await everythingAfter(instance, cursor)).mails)).to.deep.equal(['Mail 1', 'Mail 2']);
    });

    it('changes nothing in the mailbox', async () => {
      const { farEnd, instance } = atWork();
      deliver(aMail(1));
      await everythingAfter(instance, null);
      expect(farEnd.requests).to.not.deep.equal([]);
      expect(farEnd.requests.filter(writesOf(subject))).to.deep.equal([]);
    });
  });
}

const joans: SentMail = {
  messageId: '<joans@mail.example>',
  from: { name: 'Joan Prosser', address: 'joan.prosser@mail.example' },
  to: 'replies+a-token@dunmere.example',
  ...{ subject: 'The Quibblewick bin', text: 'It stands among my dahlias.' },
  ...{ inReplyTo: '', isAutomatic: false, files: [] },
};

const aMail = (number: number, more: Partial<SentMail> = {}): SentMail => ({
  ...joans,
  ...{ messageId: `<${number}@mail.example>`, subject: `Mail ${number}`, ...more },
});

const subjectsOf = (mails: readonly IncomingMail[]): string[] => mails.map(({ subject }) => subject);

async function everythingAfter(instance: InboxInstance, from: string | null) {
  const mails: IncomingMail[] = [];
  let cursor = from;
  for (let pages = 0; pages < mostPages; pages += 1) {
    const page = await instance.newMail(cursor);
    mails.push(...page.mails);
    cursor = page.cursor;
    if (!page.hasMore) return { mails, cursor };
  }
  throw new Error('It always has more.');
}
