import type {
  NotificationChannel,
  NotificationOutcome,
  NotificationsInstance,
  OutgoingNotification,
} from '@moothall/adapter-sdk';
import { expect } from 'chai';
import { everyKind, writesOf, type Subject } from './conformance.js';
import { receivesNews, type Tells } from './inbound.js';

export interface NotificationsSubject extends Subject {
  /** How many messages reached somebody under an id, as the far end knows it. */
  readonly countSent: (id: string) => number;
  /** For an adapter with the ability `outcomes`: has the far end know from now on what became of the message of an id. */
  readonly becomes?: (id: string, outcome: NotificationOutcome) => void;
  /** For an adapter with the ability `receive`. */
  readonly tells?: Tells;
}

const addresses: Readonly<Record<NotificationChannel, string>> = {
  email: 'joan.prosser@mail.example',
  text: '+447700900123',
  letter: '4 Quarry Lane\nDunmere\nDM4 2LL',
};

/** Declares the tests that every adapter of the kind `notifications` passes. Call it in a file that mocha runs. */
export function notificationsConformance(subject: NotificationsSubject): void {
  describe(`${subject.adapter.name} as an adapter of the kind notifications`, () => {
    let made = 0;
    const message = (
      channel: NotificationChannel,
      changes: Partial<OutgoingNotification> = {},
    ): OutgoingNotification => ({
      id: `01900000-0000-7000-8000-${String((made += 1)).padStart(12, '0')}`,
      ...{ channel, language: 'en', recipientName: 'Joan Prosser', address: addresses[channel] },
      ...{ subject: channel === 'text' ? '' : 'Your report', body: 'We emptied the Quibblewick bin.' },
      ...changes,
    });
    const first = ({ channels }: NotificationsInstance): NotificationChannel => channels[0] ?? 'email';
    const atWork = everyKind<NotificationsInstance>('notifications', subject, {
      name: 'sending',
      ask: (instance) => instance.send(message(first(instance))),
      personal: ['Prosser', 'joan.prosser', '7700900123', 'Quarry', 'Quibblewick'],
    });

    it('sends by at least one channel, each of them once', () => {
      const { channels } = atWork().instance;
      expect(channels).to.not.deep.equal([]);
      expect(new Set(channels).size).to.equal(channels.length);
    });

    it('takes a message out by each of its channels, and answers what the far end calls it', async () => {
      const { instance } = atWork();
      for (const channel of instance.channels) {
        const one = message(channel);
        const { reference } = await instance.send(one);
        expect(reference === null || reference.length > 0).to.equal(true);
        expect(subject.countSent(one.id), channel).to.equal(1);
      }
    });

    it('sends once what it is given twice', async () => {
      const { instance } = atWork();
      const one = message(first(instance));
      const references = [await instance.send(one), await instance.send(one)].map(({ reference }) => reference);
      expect(subject.countSent(one.id)).to.equal(1);
      expect(references[1]).to.equal(references[0]);
    });

    it('sends once what it is given again because the answer was lost', async () => {
      const { farEnd, instance } = atWork();
      const one = message(first(instance));
      farEnd.loseNextAnswer(writesOf(subject));
      await instance.send(one).catch(() => undefined);
      await instance.send(one);
      expect(subject.countSent(one.id)).to.equal(1);
    });

    it('says what became of messages exactly if it has that ability', () => {
      expect(atWork().instance.outcomes !== undefined).to.equal(subject.adapter.supports['outcomes'] === true);
    });

    const { becomes } = subject;
    if (subject.adapter.supports['outcomes'] === true)
      it('says what became of messages once it is known, of those alone that it is asked about', async () => {
        if (!becomes) throw new Error('Give the suite `becomes`: it proves the ability `outcomes`.');
        const { instance } = atWork();
        const sent = new Map<NotificationOutcome | 'unknown', string>();
        for (const outcome of ['delivered', 'wrong-address', 'not-reached', 'not-sent', 'unknown'] as const) {
          const one = message(first(instance));
          sent.set(outcome, (await instance.send(one)).reference ?? '');
          if (outcome !== 'unknown') becomes(one.id, outcome);
        }
        const { delivered, ...others } = Object.fromEntries(sent) as Record<string, string>;
        expect(await instance.outcomes?.(Object.values(others))).to.have.deep.members([
          ...(['wrong-address', 'not-reached', 'not-sent'] as const).map((outcome) => ({
            outcome,
            reference: others[outcome],
          })),
        ]);
        expect(await instance.outcomes?.([delivered ?? ''])).to.deep.equal([
          { outcome: 'delivered', reference: delivered },
        ]);
      });

    receivesNews(subject, atWork);

    it('carries Welsh, emoji and long words as they are', async () => {
      const { instance } = atWork();
      await instance.send(
        message(first(instance), { language: 'cy', body: `Annwyl Siân, ŵyn 🐑 ${'a'.repeat(2000)}` }),
      );
    });
  });
}
