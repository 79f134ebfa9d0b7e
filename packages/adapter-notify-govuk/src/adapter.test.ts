import type { NotificationsInstance, OutgoingNotification } from '@moothall/adapter-sdk';
import { aHost, notificationsConformance, startAdapter, type FarEnd } from '@moothall/adapter-testkit';
import { expect } from 'chai';
import { adapter } from './adapter.js';
import { notifySchemas } from './testing/notify-schemas.js';
import { aReceipt, aReceivedText, callbackToken } from './testing/notify-callback.js';
import { aNotifyServer, apiKey, templateIds, type NotifyServer } from './testing/notify-server.js';

const templates = {
  email: { en: templateIds.email, cy: templateIds.emailInWelsh },
  text: { en: templateIds.text },
  letter: { en: templateIds.letter },
};

const forConformance = aNotifyServer();
notificationsConformance({
  adapter,
  settings: (url) => ({ url, templates }),
  secrets: { apiKey, callbackToken },
  startFarEnd: forConformance.start,
  countSent: (id) => forConformance.sent.filter(({ reference }) => reference === id).length,
  tells: { good: () => aReceipt(), proof: 'authorization', proves: 'sender' },
  becomes: (id, outcome) => {
    const states = {
      delivered: 'delivered',
      'wrong-address': 'permanent-failure',
      'not-reached': 'temporary-failure',
      'not-sent': 'technical-failure',
    } as const;
    const one = forConformance.sent.find(({ reference }) => reference === id);
    if (one) one.status = states[outcome];
  },
});

const message: OutgoingNotification = {
  ...{ id: '01900000-0000-7000-8000-000000000001', channel: 'text', language: 'en', recipientName: 'Joan Prosser' },
  ...{ address: '+447700900123', subject: '', body: 'We emptied the bin.' },
};

describe('GOV.UK Notify', () => {
  let server: NotifyServer;
  let farEnd: FarEnd;
  let instance: NotificationsInstance;

  const start = (settings: object = {}): NotificationsInstance =>
    startAdapter(adapter, aHost(), { settings: { url: farEnd.url, templates, ...settings }, secrets: { apiKey } });
  const failureOf = (work: () => Promise<unknown>) =>
    work().then(
      () => ({ code: 'none', message: '', retryAfterMs: undefined }),
      (error: { code: string; message: string; retryAfterMs?: number }) => error,
    );

  beforeEach(async () => {
    server = aNotifyServer();
    farEnd = await server.start();
    instance = start();
  });
  afterEach(() => farEnd.close());

  it('keeps to what Notify publishes of its requests, which the far end holds its own answers to as well', async function () {
    if (!notifySchemas()) {
      this.test!.title += ' (skipped: MOOTHALL_TEST_DATA has no govuk)';
      this.skip();
    }
    for (const [number, channel] of (['email', 'text', 'letter'] as const).entries())
      await instance.send({
        ...{ ...message, channel, subject: 'Your bin', id: message.id.replace(/1$/, String(number)) },
        address: { email: 'joan@mail.example', text: '+447700900123', letter: '4 Quarry Lane\nDunmere\nDM4 2LL' }[
          channel
        ],
      });
    await instance.check();
    expect(server.sent).to.have.length(3);
    expect([...server.faults, ...forConformance.faults]).to.deep.equal([]);
  });

  it('hears what became of a message from Notify’s own receipts, under the id that the sending answered', async () => {
    const told = startAdapter<NotificationsInstance>(adapter, aHost(), {
      settings: { url: farEnd.url, templates },
      secrets: { apiKey, callbackToken },
    });
    const { reference } = await told.send(message);
    const hear = (changes: object) => told.receive?.(aReceipt({ id: reference, ...changes }));
    expect(await hear({ status: 'permanent-failure' })).to.deep.equal([
      {
        key: `${reference} permanent-failure 2026-11-16T10:00:04.123456Z`,
        ...{ what: 'outcome', about: reference, reference, outcome: 'wrong-address' },
        at: Date.UTC(2026, 10, 16, 10, 0, 4, 123),
      },
    ]);
    expect((await hear({ status: 'delivered', completed_at: null }))?.[0]).to.include({ outcome: 'delivered' });
    for (const status of ['sending', 'pending', 'constructor', 'to-be-invented'])
      expect(await hear({ status }), status).to.deep.equal([]);
    expect(start().receive, 'without a token nobody could be told from anybody').to.equal(undefined);
  });

  it('hears of text messages that Notify received, each under its own name, with whose it is as E.164', async () => {
    const told = startAdapter<NotificationsInstance>(adapter, aHost(), {
      settings: { url: farEnd.url, templates },
      secrets: { apiKey, callbackToken },
    });
    const hear = (changes: object = {}) => told.receive?.(aReceivedText(changes));
    expect(await hear()).to.deep.equal([
      {
        ...{ key: 'text 9d1a3f52-6c0e-4a57-8a52-5bb2a1d5c3ab', what: 'text', about: null },
        at: Date.UTC(2026, 10, 16, 10, 0, 0, 123),
        ...{ from: '+447700900123', text: 'The bin is still here' },
      },
    ]);
    const senders = { '07700900123': '+447700900123', '60777': '60777', Depot: 'Depot' };
    for (const [source_number, from] of Object.entries(senders))
      expect((await hear({ source_number }))?.[0]).to.include({ from });
    const refusal = await hear({ date_received: 'soon' })?.catch((error: unknown) => error);
    expect(refusal).to.include({ code: 'unreadable_answer' });
  });

  it('fills Notify’s template of the way and the language, the English one where there is none', async () => {
    await instance.send({ ...message, channel: 'email', language: 'cy', address: 'joan@mail.example', subject: 'Bin' });
    await instance.send({ ...message, language: 'cy', id: message.id.replace(/1$/, '2') });
    expect(server.sent.map(({ body }) => body)).to.deep.equal([
      {
        template_id: templateIds.emailInWelsh,
        email_address: 'joan@mail.example',
        personalisation: { subject: 'Bin', body: 'We emptied the bin.', name: 'Joan Prosser' },
        reference: message.id,
      },
      {
        template_id: templateIds.text,
        phone_number: '+447700900123',
        personalisation: { body: 'We emptied the bin.', name: 'Joan Prosser' },
        reference: message.id.replace(/1$/, '2'),
      },
    ]);
  });

  it('names the reply-to address and the sender of the settings', async () => {
    const emailReplyTo = '8e222534-7f05-4972-86e3-17c5d9f894e2';
    const textSender = '8e222534-7f05-4972-86e3-17c5d9f894e3';
    instance = start({ emailReplyTo, textSender });
    await instance.send({ ...message, channel: 'email', address: 'joan@mail.example' });
    await instance.send({ ...message, id: message.id.replace(/1$/, '2') });
    expect(server.sent[0]?.body).to.include({ email_reply_to_id: emailReplyTo });
    expect(server.sent[1]?.body).to.include({ sms_sender_id: textSender });
  });

  it('posts a letter to whom it is for, in no more lines than Notify takes', async () => {
    const address = 'Flat 2\nQuarry House\n4 Quarry Lane\nNether End\nDunmere\nWestmoor\nWestmoorshire\nDM4 2LL';
    await instance.send({ ...message, channel: 'letter', address, subject: 'Your bin' });
    const { personalisation } = server.sent[0]?.body as { personalisation: Record<string, string> };
    expect(Object.entries(personalisation).filter(([name]) => name.startsWith('address'))).to.deep.equal([
      ['address_line_1', 'Joan Prosser'],
      ['address_line_2', 'Flat 2'],
      ['address_line_3', 'Quarry House, 4 Quarry Lane, Nether End'],
      ['address_line_4', 'Dunmere'],
      ['address_line_5', 'Westmoor'],
      ['address_line_6', 'Westmoorshire'],
      ['address_line_7', 'DM4 2LL'],
    ]);
  });

  it('hears of a message again that went though its answer was lost, and doesn’t send it twice', async () => {
    farEnd.loseNextAnswer(({ method }) => method === 'POST');
    expect((await failureOf(() => instance.send(message))).code).to.equal('unreachable');
    expect(await instance.send(message)).to.deep.equal({ reference: server.sent[0]?.id });
    expect(server.sent).to.have.length(1);
  });

  const refusals: readonly (readonly [number, string, string, string, RegExp])[] = [
    [400, 'ValidationError', 'phone_number Not enough digits', 'refused', /no number that text messages/],
    [400, 'BadRequestError', 'Cannot send to international mobile numbers', 'refused', /outside the UK/],
    [400, 'ValidationError', 'email_address Not a valid email address', 'refused', /no mail address/],
    [400, 'ValidationError', 'Must be a real UK postcode', 'refused', /no whole postal address/],
    [400, 'ValidationError', 'Address must be at least 3 lines', 'refused', /no whole postal address/],
    [400, 'BadRequestError', 'Can’t send to this recipient using a team-only API key', 'refused', /Use a live one/],
    [400, 'BadRequestError', 'Cannot send to this recipient when service is in trial mode', 'refused', /trial mode/],
    [400, 'BadRequestError', 'Missing personalisation: reason', 'refused', /asks for something/],
    [400, 'BadRequestError', 'Template not found', 'refused', /doesn’t know the template/],
    [400, 'BadRequestError', 'sms_sender_id 1 does not exist in database for service id 2', 'refused', /sender/],
    [
      400,
      'BadRequestError',
      'Content for template has a character count greater than the limit of 918',
      'refused',
      /918/,
    ],
    [400, 'BadRequestError', 'Service is not allowed to send letters', 'refused', /Switch it on/],
    [403, 'AuthError', 'Invalid token: API key not found', 'sign_in_refused', /any more/],
    [403, 'AuthError', 'Error: Your system clock must be accurate to within 30 seconds', 'sign_in_refused', /clock/],
    [403, 'BadRequestError', 'Cannot send letters with a team api key', 'not_permitted', /live/],
    [
      429,
      'RateLimitError',
      'Exceeded rate limit for key type LIVE of 3000 requests per 60 seconds',
      'rate_limited',
      /minute/,
    ],
    [429, 'TooManyRequestsError', 'Exceeded send limits (sms: 50) for today', 'rate_limited', /today/],
    [500, 'Exception', 'Internal server error', 'failed_at_far_end', /500/],
  ];
  for (const [status, error, said, code, words] of refusals)
    it(`says in plain words what to do about: ${said}`, async () => {
      server.refuse(status, error, said);
      const failure = await failureOf(() => instance.send(message));
      expect(failure.code).to.equal(code);
      expect(failure.message).to.match(words).and.not.include(said);
    });

  it('waits a minute for the limit of a minute, and till midnight for that of a day', async () => {
    server.refuse(429, 'RateLimitError', 'Exceeded rate limit for key type LIVE of 3000 requests per 60 seconds');
    expect((await failureOf(() => instance.send(message))).retryAfterMs).to.equal(60_000);
    server.refuse(429, 'TooManyRequestsError', 'Exceeded send limits (250000) for today');
    // The host's clock stands at ten in the morning.
    expect((await failureOf(() => instance.send(message))).retryAfterMs).to.equal(14 * 3_600_000);
  });

  it('says of a letter that it was posted, or that it could not be printed, and nothing of what Notify forgot', async () => {
    const letter = { ...message, channel: 'letter', address: '4 Quarry Lane\nDunmere\nDM4 2LL' } as const;
    const references: string[] = [];
    for (const [number, status] of ['accepted', 'received', 'permanent-failure', 'cancelled'].entries()) {
      const { reference } = await instance.send({ ...letter, id: message.id.replace(/1$/, String(number)) });
      const one = server.sent.at(-1);
      if (one) one.status = status;
      references.push(reference ?? '');
    }
    const forgotten = '740e5834-3a29-46b4-9a6f-999999999999';
    expect(await instance.outcomes?.([...references, forgotten])).to.deep.equal([
      { reference: references[1], outcome: 'delivered' },
      { reference: references[2], outcome: 'not-sent' },
      { reference: references[3], outcome: 'not-sent' },
    ]);
    expect(server.faults).to.deep.equal([]);
  });

  it('finds in a check what is wrong with the templates, each by its setting', async () => {
    expect(await instance.check()).to.deep.equal({ ok: true });
    server.ask('sms', ['body', 'first name']);
    server.ask('letter', ['subject']);
    instance = start({ templates: { ...templates, email: { en: templateIds.text, cy: apiKey.slice(-36) } } });
    const found = await instance.check();
    expect(found).to.include({ ok: false, code: 'refused' });
    const { detail } = found as { detail: string };
    expect(detail.split('; ')).to.have.length(4);
    expect(detail).to.match(/templates\.email\.en \(mail, English\): in Notify it is a template for sms/);
    expect(detail).to.match(/templates\.email\.cy \(mail, Welsh\): the service of the API key has no template/);
    expect(detail).to.match(/templates\.text\.en .*it asks for \(\(first name\)\)/);
    expect(detail).to.match(/templates\.letter\.en .*it has no \(\(body\)\)/);
    expect(farEnd.requests.map(({ method }) => method)).to.deep.equal(['GET', 'GET']);
  });

  it('refuses settings without a template, and a key that was copied in part', () => {
    const faultOf = (found: { error?: { issues: readonly { message: string }[] } }) => found.error?.issues[0]?.message;
    expect(faultOf(adapter.settings.safeParse({ templates: {} }))).to.match(/Name a template/);
    expect(faultOf(adapter.settings.safeParse({ templates: { text: { en: 'text' } } }))).to.match(/Use the id/);
    expect(faultOf(adapter.secrets.safeParse({ apiKey: apiKey.slice(0, -4) }))).to.match(/whole API key/);
  });
});
