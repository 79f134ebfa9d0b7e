import { expect } from 'chai';
import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import { addRepeating, createWorker, jobsCapability } from '../../jobs/index.js';
import { addTeamMember } from '../../directory/index.js';
import { MINUTE_MS } from '../../kernel/clock.js';
import { onBothEngines, testNow } from '../../testing/harness.js';
import { addPerson, startHttp, type Browser, type TestHttp } from '../../testing/http.js';
import { assignCase } from '../commands/assign-case.js';
import { changeStatus } from '../commands/change-status.js';
import { tidyCases } from '../jobs.js';
import { caseWorld, setup, type CaseWorld } from '../testing/case-world.js';

onBothEngines('a live queue', (world) => {
  let at: CaseWorld;
  let http: TestHttp;
  let browser: Browser;
  let janetId: string;
  before(async () => {
    at = await caseWorld(world());
    http = await startHttp(world());
    const { personId } = await addPerson(world(), { name: 'Janet Oakley', roles: [['dunmere', 'officer']] });
    await world().run(setup, addTeamMember, { teamId: at.teamId, personId });
    browser = await http.signIn(personId);
    janetId = personId;
  });
  beforeEach(() => world().clock.set(testNow));
  after(() => http.close());

  it('counts what is new and what has changed since the page was made, for browsers that poll', async () => {
    const { id } = await at.log();
    world().clock.advance(MINUTE_MS);
    const since = world().clock.now();
    world().clock.advance(MINUTE_MS);
    await at.log();
    await at.log();
    await world().run(at.officer, changeStatus, { caseId: id, event: 'start', expectedVersion: 1 });
    const ask = async (query: string) =>
      JSON.parse((await browser.get(`/desk/queue/live?since=${since}${query}`)).text) as unknown;
    expect(await ask('')).to.deep.equal({ fresh: 2, changed: 1 });
    expect(await ask('&view=mine')).to.deep.equal({ fresh: 0, changed: 0 });
    expect(await ask(`&team=${at.otherTeamId}`)).to.deep.equal({ fresh: 0, changed: 0 });
  });

  it('tells a page that listens, within seconds of the event', async function () {
    this.timeout(15_000);
    const since = world().clock.now();
    world().clock.advance(MINUTE_MS);
    const { jobs } = jobsCapability(() => []);
    await addRepeating(world().kernel, jobs);
    const stream = await openStream(http.address, browser, `/desk/queue/live?since=${since}&as=stream`);
    expect(stream.type).to.equal('text/event-stream');
    await stream.heard((text) => text.startsWith(':'));
    const told = stream.heard((text) => text.includes('event: queue'));
    let isTold = false;
    void told.then(() => (isTold = true));
    // The watch begins after the event that it saw last, so cases are logged until it has begun.
    while (!isTold) {
      await at.log();
      world().clock.advance(2000);
      await createWorker(world().kernel, jobs).runDue();
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    expect(await told).to.match(/event: queue\ndata: \{"fresh":[1-9]\d*,"changed":\d+\}/);
    stream.close();
  });

  it('is counted beside the navigation, as the pages behind it list', async () => {
    const other = await http.signIn((await addPerson(world(), { roles: [['dunmere', 'officer']] })).personId);
    const ask = async (whom: Browser) => JSON.parse((await whom.get('/desk/work/counts')).text) as unknown;
    const queue = async (whom: Browser) => /(\d+) open</.exec((await whom.get('/desk/queue')).text)?.[1];
    const { id } = await at.log();
    await world().run(at.officer, assignCase, { caseId: id, assigneeId: janetId, expectedVersion: 1 });
    expect(await ask(browser)).to.deep.equal({ work: '1', queue: await queue(browser) });
    expect(await ask(other)).to.deep.equal({ work: '', queue: await queue(other) });
  });

  it('is not told of what nobody may see', async () => {
    const nobody = await http.signIn((await addPerson(world(), {})).personId);
    expect((await nobody.get('/desk/work/counts')).status).to.equal(403);
    expect((await nobody.get('/desk/queue/live?since=0')).status).to.equal(403);
  });
});

onBothEngines('who is writing on a case', (world) => {
  let at: CaseWorld;
  let http: TestHttp;
  let janet: Browser;
  let tom: Browser;
  before(async () => {
    at = await caseWorld(world());
    http = await startHttp(world());
    const sign = async (name: string) =>
      await http.signIn((await addPerson(world(), { name, roles: [['dunmere', 'adviser']] })).personId);
    [janet, tom] = [await sign('Janet Oakley'), await sign('Tom Reyes')];
  });
  after(() => http.close());
  const words = async (answer: ReturnType<Browser['get']>) =>
    (JSON.parse((await answer).text) as { words: string }).words;

  it('is told to the others, and not to oneself', async () => {
    const path = `/desk/cases/${(await at.log()).reference}/presence`;
    expect(await words(tom.post(path, { doing: 'noting' }))).to.equal('');
    expect(await words(janet.post(path, { doing: 'editing' }))).to.equal('Tom Reyes is writing a note now.');
    expect(await words(tom.get(path))).to.equal('Janet Oakley is editing this case now.');
    expect(await words(janet.get(path))).to.equal('Tom Reyes is writing a note now.');
    await janet.post(path, { doing: 'replying' });
    expect(await words(tom.get(path))).to.equal('Janet Oakley is replying to the customer now.');
    const reply = await janet.get(path.replace('presence', 'reply'));
    expect(reply.text).to.include(`data-presence="${path}"`).and.include('data-doing="replying"');
  });

  it('ends when they stop, and 45 seconds after their browser last said so', async () => {
    const path = `/desk/cases/${(await at.log()).reference}/presence`;
    await tom.post(path, { doing: 'noting' });
    await tom.post(path, { doing: 'nothing' });
    expect(await words(janet.get(path))).to.equal('');
    await tom.post(path, { doing: 'editing' });
    world().clock.advance(44_000);
    expect(await words(janet.get(path))).to.not.equal('');
    world().clock.advance(1_000);
    expect(await words(janet.get(path))).to.equal('');
    await tidyCases.run(world().kernel, {});
    expect(await words(janet.get(path))).to.equal('');
  });

  it('is nobody’s business at another council', async () => {
    const path = `/desk/cases/${(await at.log()).reference}/presence`;
    const { personId } = await addPerson(world(), { roles: [['castlebridge', 'adviser']] });
    const stranger = await http.signIn(personId);
    expect((await stranger.get(path)).status).to.equal(404);
    expect((await stranger.post(path, { doing: 'editing' })).status).to.equal(404);
    expect(await words(janet.get(path))).to.equal('');
  });
});

interface OpenStream {
  readonly type: string | undefined;
  /** All that came, once it holds this. */
  heard(test: (text: string) => boolean): Promise<string>;
  close(): void;
}

function openStream(address: string, browser: Browser, path: string): Promise<OpenStream> {
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  return new Promise((resolve, reject) => {
    const sent: ClientRequest = request(address + path, { headers: { cookie }, agent: false }, (response) =>
      resolve(streamOf(sent, response)),
    );
    sent.on('error', reject);
    sent.end();
  });
}

function streamOf(sent: ClientRequest, response: IncomingMessage): OpenStream {
  let text = '';
  const checks = new Set<() => void>();
  response.on('error', () => undefined);
  response.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8');
    for (const check of checks) check();
  });
  return {
    type: response.headers['content-type'],
    heard: (test) =>
      new Promise((resolve) => {
        const check = (): void => {
          if (test(text)) resolve(text);
        };
        checks.add(check);
        check();
      }),
    close: () => void sent.destroy(),
  };
}
