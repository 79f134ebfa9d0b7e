import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { expect } from 'chai';
import { addNote, restrictCase } from '../../cases/index.js';
import { relayEvents } from '../../jobs/index.js';
import type { StaffActor } from '../../kernel/actor.js';
import { DAY_MS, HOUR_MS } from '../../kernel/clock.js';
import type { Kernel } from '../../kernel/kernel.js';
import { localDateAt } from '../../kernel/london-time.js';
import { runCommand } from '../../kernel/command.js';
import { everyAuthority } from '../../kernel/scope.js';
import { caseWork, caseWorld, type CaseWorld } from '../../testing/case-world.js';
import { auditOf, codeOf, errorOf } from '../../testing/expectations.js';
import { castlebridge, dunmere, onBothEngines } from '../../testing/harness.js';
import { openReceiver, type Got, type Receiver } from '../testing/receiver.js';
import { addWebhook } from './commands/add-webhook.js';
import { changeWebhook } from './commands/change-webhook.js';
import { endWebhook } from './commands/end-webhook.js';
import { pauseWebhook } from './commands/pause-webhook.js';
import { replayWebhookDeliveries } from './commands/replay-webhook-deliveries.js';
import { rotateSecret } from './commands/rotate-secret.js';
import { settleWebhookDelivery } from './commands/settle-webhook-delivery.js';
import { getWebhook, listWebhookDeliveries, listWebhooks } from './queries.js';
import { queueEvents } from './queue-events.js';
import { sendEvents } from './send-events.js';
import { shownSecret } from './shown-secret.js';
import { testWebhook } from './test-webhook.js';

/** As a receiver does it, by the words of Standard Webhooks: every signature that the header has. */
function signaturesOf({ headers, body }: Got, secret: string): { readonly sent: string[]; readonly right: string } {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
  const right = `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
  return { sent: String(headers['webhook-signature']).split(' '), right };
}

onBothEngines('a webhook', (world) => {
  let farEnd: Receiver;
  let kernel: Kernel;
  let cases: CaseWorld;
  let administrator: StaffActor;
  const made: string[] = [];
  before(async () => {
    farEnd = await openReceiver();
    const config = { ...world().kernel.config, webhooks: { privateHosts: [farEnd.host] } };
    kernel = { ...world().kernel, config };
    cases = await caseWorld(world());
    administrator = await world().staff(['events.manage'], [dunmere], 'Helen Tranter');
  });
  after(() => farEnd.server.close());
  beforeEach(() => {
    farEnd.got.length = 0;
    farEnd.answers.length = 0;
  });
  afterEach(async () => {
    for (const id of made.splice(0)) await world().run(administrator, endWebhook, { id });
  });

  const add = async (kinds: readonly string[] | null = ['case.logged', 'case.noted']): Promise<string> => {
    const input = { authorityId: dunmere, address: farEnd.address, kinds };
    const { id } = await runCommand(kernel, administrator, addWebhook, input);
    made.push(id);
    return id;
  };
  const relay = async (): Promise<void> => {
    while ((await relayEvents(kernel, [])) > 0);
    await queueEvents(kernel);
    await sendEvents(kernel);
  };
  const sent = (): { type: string; data: { id: string; subject: { id: string } } }[] =>
    farEnd.got.map(({ body }) => JSON.parse(body) as ReturnType<typeof sent>[number]);
  const deliveries = (id: string, state: 'dead' | 'waiting' | 'cancelled' | 'delivered') =>
    world().read(administrator, listWebhookDeliveries, { id, state });
  const log = async (): Promise<string> => (await cases.log()).id;

  it('is sent what happens from then on, signed, with an id that stays', async () => {
    await log();
    await relay();
    const id = await add();
    await relay();
    expect(farEnd.got).to.deep.equal([]);
    const caseId = await log();
    farEnd.answers.push(500);
    await relay();
    world().clock.advance(30_000);
    await relay();
    const [first, again] = farEnd.got;
    if (!first || !again) throw new Error('it was not tried again');
    expect(farEnd.got).to.have.length(2);
    expect(again.headers['webhook-id']).to.equal(first.headers['webhook-id']);
    const { sent: signatures, right } = signaturesOf(again, await shownSecret(kernel, id));
    expect(signatures).to.deep.equal([right]);
    expect(Number(again.headers['webhook-timestamp'])).to.equal(Math.floor(world().clock.now() / 1000));
    const [, body] = sent();
    expect(body).to.deep.include({ type: 'case.logged' });
    expect(body?.data).to.deep.include({ id: again.headers['webhook-id'], authorityId: dunmere });
    expect(body?.data.subject).to.deep.equal({ kind: 'case', id: caseId });
    expect((await deliveries(id, 'delivered')).items).to.have.length(1);
  });

  it('is known to be ours by the code that the documents show', async () => {
    const id = await add();
    await log();
    await relay();
    const page = readFileSync(new URL('../../../../../docs/develop/events.md', import.meta.url), 'utf8');
    const [, code = ''] = /```js\n([^]*?)```/.exec(page) ?? [];
    const shown = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as {
      isFromMoothall(headers: IncomingHttpHeaders, body: string, secret: string, now: number): boolean;
    };
    const [got] = farEnd.got;
    const secret = await shownSecret(kernel, id);
    const now = world().clock.now();
    const judge = (body: string, by: string, at: number) => shown.isFromMoothall(got?.headers ?? {}, body, by, at);
    expect(judge(got?.body ?? '', secret, now)).to.equal(true);
    expect(judge(`${got?.body ?? ''} `, secret, now)).to.equal(false);
    expect(judge(got?.body ?? '', 'whsec_AAAA', now)).to.equal(false);
    expect(judge(got?.body ?? '', secret, now + HOUR_MS)).to.equal(false);
  });

  it('is sent the events of one case in their order, and those of others meanwhile', async () => {
    await add();
    farEnd.answers.push(500, 500);
    const one = await log();
    await world().run(cases.officer, addNote, { caseId: one, text: 'The crew was told.' });
    const other = await log();
    const told = (caseId: string): string[] =>
      sent().flatMap(({ type, data }) => (data.subject.id === caseId ? [type] : []));
    await relay();
    await relay();
    expect([told(one), told(other)]).to.deep.equal([['case.logged'], ['case.logged']]);
    world().clock.advance(60_000);
    await relay();
    expect(told(one)).to.deep.equal(['case.logged', 'case.logged', 'case.noted']);
    expect(told(other)).to.deep.equal(['case.logged', 'case.logged']);
  });

  it('says what was refused, and sends it again when somebody asks for it', async () => {
    const id = await add();
    farEnd.answers.push(422);
    await log();
    await relay();
    const { items } = await deliveries(id, 'dead');
    expect(items[0]?.note).to.equal('The address answered 422.');
    const [dead] = items;
    const about = { webhookId: id, id: dead?.id ?? '', does: 'retry' } as const;
    const settle = (expectedVersion: number) =>
      codeOf(world().run(administrator, settleWebhookDelivery, { ...about, expectedVersion }));
    expect(await settle(7)).to.equal('stale_version');
    await world().run(administrator, settleWebhookDelivery, { ...about, expectedVersion: dead?.version ?? 0 });
    await relay();
    expect(farEnd.got).to.have.length(2);
    expect(await settle(3)).to.equal('delivery_settled');
  });

  it('is sent everything again that was given up between two days, under the same ids', async () => {
    const id = await add(['case.logged']);
    farEnd.answers.push(422, 422);
    await log();
    await relay();
    const day = localDateAt(world().clock.now());
    world().clock.advance(2 * DAY_MS);
    await log();
    await relay();
    const replay = (from: string, to: string) => world().run(administrator, replayWebhookDeliveries, { id, from, to });
    expect((await errorOf(replay(day, '1 January 2020'))).faults[0]?.field).to.equal('to');
    expect(await replay('1 January 2020', '2 January 2020')).to.deep.equal({ count: 0 });
    expect(await replay(day, day)).to.deep.equal({ count: 1 });
    await relay();
    expect([(await deliveries(id, 'dead')).items.length, (await deliveries(id, 'delivered')).items.length]).to.deep.equal([1, 1]); // prettier-ignore
    const ids = farEnd.got.map(({ headers }) => headers['webhook-id']);
    expect([ids.length, ids[2] === ids[0]]).to.deep.equal([3, true]);
    const others = await world().staff(['events.manage'], [castlebridge]);
    expect(await codeOf(world().run(others, replayWebhookDeliveries, { id, from: day, to: day }))).to.equal(
      'not_found',
    );
  });

  it('is paused by itself when the address wants no more, and goes on with what happened meanwhile', async () => {
    const id = await add();
    farEnd.answers.push(410);
    await log();
    await relay();
    const { health } = await world().read(administrator, getWebhook, { id });
    expect([health.pausedAt, health.pausedByName]).to.deep.equal([world().clock.now(), null]);
    const later = await log();
    await relay();
    expect(farEnd.got).to.have.length(1);
    await world().run(administrator, pauseWebhook, { id, does: 'resume' });
    await relay();
    expect(sent().at(-1)?.data.subject.id).to.equal(later);
  });

  it('is paused when nothing could be brought to it for a day, with what it waits for', async () => {
    const id = await add();
    farEnd.answers.push(...Array.from({ length: 60 }, () => 500));
    await log();
    for (let hour = 0; hour < 30; hour += 1) {
      await relay();
      world().clock.advance(HOUR_MS);
    }
    const { health, dead } = await world().read(administrator, getWebhook, { id });
    expect(dead).to.equal(1);
    expect(health.pausedAt).to.be.a('number');
    expect(health.lastFailure).to.equal('The address answered 500.');
  });

  it('is sent nothing of a restricted case or of another council, to whoever made it', async () => {
    const id = await add(null);
    const elsewhere = await caseWorld(world(), castlebridge);
    const leader = await world().staff([...caseWork, 'cases.restrict'], [dunmere]);
    const secret = await log();
    await world().run(leader, restrictCase, { caseId: secret, reason: 'safeguarding', expectedVersion: 1 });
    await elsewhere.log();
    const open = await log();
    await relay();
    const told = sent().map(({ data }) => data.subject.id);
    expect(told).to.include(open).and.not.include(secret);
    expect(sent().filter(({ data }) => 'authorityId' in data && data.authorityId !== dunmere)).to.deep.equal([]);
    // Restricted between the queue and the call.
    const late = await log();
    while ((await relayEvents(kernel, [])) > 0);
    await queueEvents(kernel);
    await world().run(leader, restrictCase, { caseId: late, reason: 'safeguarding', expectedVersion: 1 });
    await sendEvents(kernel);
    expect(sent().map(({ data }) => data.subject.id)).to.not.include(late);
    expect((await deliveries(id, 'cancelled')).items.map(({ kind }) => kind)).to.include('case.logged');
  });

  it('has a new secret beside the former for a day', async () => {
    const id = await add();
    const former = await shownSecret(kernel, id);
    await runCommand(kernel, administrator, rotateSecret, { id, expectedVersion: 1 });
    const secret = await shownSecret(kernel, id);
    expect(secret).to.not.equal(former);
    await log();
    await relay();
    world().clock.advance(DAY_MS);
    await log();
    await relay();
    const [both, one] = farEnd.got;
    if (!both || !one) throw new Error('nothing was sent');
    expect(signaturesOf(both, secret).sent).to.have.members([
      signaturesOf(both, secret).right,
      signaturesOf(both, former).right,
    ]);
    expect(signaturesOf(one, secret).sent).to.deep.equal([signaturesOf(one, secret).right]);
    expect(await codeOf(runCommand(kernel, administrator, rotateSecret, { id, expectedVersion: 1 }))).to.equal('stale_version'); // prettier-ignore
  });

  it('keeps its secret sealed, and names it in no list and no audit', async () => {
    const id = await add();
    const secret = await shownSecret(kernel, id);
    const db = kernel.db.read(everyAuthority);
    const rows = await db.rows(db.from('webhooks'));
    const list = await world().read(administrator, listWebhooks, {});
    const text = JSON.stringify([rows, list, await auditOf(world(), id)]);
    expect(text).to.include(farEnd.address).and.not.include(secret.slice(6));
  });

  it('is tested by one event that nobody else is told', async () => {
    const id = await add();
    expect(await testWebhook(kernel, id)).to.equal(null);
    expect(sent().map(({ type }) => type)).to.deep.equal(['webhook.test']);
    farEnd.answers.push(403);
    expect(await testWebhook(kernel, id)).to.deep.equal({
      code: 'not_permitted',
      detail: 'The address answered 403.',
    });
  });

  it('goes to no address inside the network unless the configuration names it, and to none without TLS', async () => {
    const refused = async (address: string): Promise<string> => {
      const input = { authorityId: dunmere, address, kinds: null };
      const error = await errorOf(world().run(administrator, addWebhook, input));
      return `${error.faults[0]?.field ?? ''}: ${error.faults[0]?.message ?? ''}`;
    };
    expect(await refused('https://10.1.2.3/hook')).to.include('address: Enter an address outside');
    expect(await refused('https://[::1]/hook')).to.include('outside');
    expect(await refused('https://localhost/hook')).to.include('outside');
    expect(await refused('http://finance.dunmere.example/hook')).to.include('beginning with https://');
    expect(await refused('finance')).to.include('beginning with https://');
    expect(await refused('https://me:it@finance.dunmere.example/')).to.include('Leave the name and password out');
    // A name that stands for a private address is found out with the call.
    const id = await add();
    expect(await testWebhook(world().kernel, id)).to.deep.include({ code: 'refused' });
    expect(farEnd.got).to.deep.equal([]);
  });

  it('is for those who may, at their own council', async () => {
    const id = await add();
    const other = await world().staff(['events.manage'], [castlebridge]);
    const input = { id, expectedVersion: 1, address: 'https://elsewhere.example/', kinds: null };
    expect(await codeOf(world().run(other, changeWebhook, input))).to.equal('not_found');
    expect(await codeOf(world().read(other, getWebhook, { id }))).to.equal('not_found');
    expect(await world().read(other, listWebhooks, {})).to.deep.equal([]);
    const without = await world().staff(['events.read'], [dunmere]);
    expect(await codeOf(world().read(without, listWebhooks, {}))).to.equal('not_allowed');
  });
});
