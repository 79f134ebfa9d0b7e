import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { appendFileSync, copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import path from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { expect } from 'chai';
import { z } from 'zod';
import { closeKernel, openKernel } from '#core/app/compose.js';
import { listStreams, streamAudit } from '#core/app/audit-streams.js';
import { sealEntries } from '#core/audit/index.js';
import { syslogDatagram, syslogMessage } from '#core/audit/stream/syslog-message.js';
import { systemActor } from '#core/kernel/actor.js';
import { defineCommand, runCommand } from '#core/kernel/command.js';
import { systemClock } from '#core/kernel/clock.js';
import { readConfig } from '#core/kernel/config.js';
import type { Kernel } from '#core/kernel/kernel.js';
import { everyAuthority } from '#core/kernel/scope.js';
import { testPostgres } from '#core/kernel/testing/postgres.js';
import { copyOf, dunmere, engines, type WorldPlace } from '#core/testing/harness.js';
import { until as poll } from './faults/poll.js';
import { installAt } from './installed-world.js';
import { runFrom } from './new-installation.js';
import { bothCouncils } from './tenancy/seed.js';

const happen = defineCommand({
  name: 'test.happen',
  permission: 'audit.read',
  input: z.strictObject({}),
  run: ({ audit }) =>
    audit({ authorityId: dunmere, action: 'test.happened', subject: { kind: 'test', id: 'ü' }, details: {} }),
});

interface Event {
  readonly id: string;
  readonly sequence: number;
  readonly authority: string;
  readonly action: string;
  readonly hash: string;
}

/** A collector that takes frames apart by their length, and can be made to hang up. */
interface Collector {
  readonly port: number;
  readonly events: () => Event[];
  readonly priorities: () => string[];
  hangUp(): void;
  close(): Promise<void>;
}

for (const engine of engines)
  describe(`moothall audit stream [${engine}]`, function () {
    this.timeout(60_000);
    let place: WorldPlace;
    let kernel: Kernel;
    const ends: (() => Promise<unknown>)[] = [];

    before(async function () {
      const original = await bothCouncils(engine);
      if (!original) return this.skip();
      place = await copyOf(original.place);
      installAt(place);
      for (const file of ['authority.pem'])
        copyFileSync(path.resolve('test/certificates', file), path.join(place.directory, file));
      kernel = await openKernel(readConfig(place.directory, {}), systemClock());
      await sealEntries(kernel, 'start');
    });
    afterEach(async () => {
      for (const end of ends.splice(0)) await end();
    });
    after(async () => {
      await closeKernel(kernel);
      if (place.url !== undefined) await (await testPostgres())?.drop(place.url);
      rmSync(place.directory, { recursive: true, force: true });
    });

    /** Writes the streams into the configuration, and answers a kernel that knows them. */
    function configure(streams: Record<string, object>): Kernel {
      installAt(place);
      appendFileSync(path.join(place.directory, 'moothall.yaml'), `audit: ${JSON.stringify({ streams })}\n`);
      return { ...kernel, config: readConfig(place.directory, {}) };
    }
    const run = (...words: string[]) => runFrom('/', ['audit', 'stream', ...words, '--dir', place.directory]);
    const fileOf = (name: string): string => path.join(place.directory, name);
    const eventsIn = (name: string): Event[] =>
      readFileSync(fileOf(name), 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Event);

    it('sends every sealed row to a file once, in the order of each chain, and goes on where it stopped', async () => {
      configure({ file: { to: 'file:audit.ndjson' } });
      const first = await run('file', '--once', '--json');
      expect(first.code, first.errors).to.equal(0);
      const { sent } = JSON.parse(first.lines[0] ?? '') as { sent: number };
      const events = eventsIn('audit.ndjson');
      expect(sent).to.equal(events.length).and.to.be.greaterThan(20);
      expect(new Set(events.map(({ id }) => id)).size).to.equal(sent);
      for (const slug of new Set(events.map(({ authority }) => authority)))
        expect(sequencesOf(events, slug)).to.deep.equal(
          Array.from({ length: sequencesOf(events, slug).length }, (_, at) => at + 1),
        );
      expect((await run('file', '--once')).lines).to.deep.equal(['0 rows sent by file.']);
      await addEntry();
      expect((await run('file', '--once')).lines).to.deep.equal(['1 row sent by file.']);
      expect(eventsIn('audit.ndjson').at(-1)).to.include({ action: 'test.happened', authority: 'dunmere' });
      expect((await run()).lines[0]).to.contain('file: file:audit.ndjson, everything is sent');
    });

    it('says no more than the chain holds', async () => {
      configure({ said: { to: 'file:plain.ndjson' } });
      await run('said', '--once');
      const text = readFileSync(fileOf('plain.ndjson'), 'utf8');
      const rows = await kernel.db
        .read(everyAuthority)
        .rows<{ personal_values: string }>(
          kernel.db.read(everyAuthority).from('audit_values').select('personal_values'),
        );
      const values = rows
        .flatMap(({ personal_values: json }) => textsIn(JSON.parse(json)))
        .filter((each) => each.length > 5);
      for (const value of values) expect(text).not.to.contain(JSON.stringify(value).slice(1, -1));
    });

    it('leaves out what was before, and other councils, where that is asked for', async () => {
      configure({ late: { to: 'file:late.ndjson', authorities: ['castlebridge'] } });
      expect((await run('late', '--once', '--from', 'now')).lines).to.deep.equal(['0 rows sent by late.']);
      await addEntry();
      expect((await run('late', '--once')).lines).to.deep.equal(['0 rows sent by late.']);
    });

    it('mends a line that was cut off', async () => {
      configure({ cut: { to: 'file:cut.ndjson' } });
      writeFileSync(fileOf('cut.ndjson'), '{"id":"half');
      await run('cut', '--once');
      const [half, ...others] = readFileSync(fileOf('cut.ndjson'), 'utf8').trimEnd().split('\n');
      expect(half).to.equal('{"id":"half');
      expect(others.every((line) => JSON.parse(line) !== null)).to.equal(true);
    });

    it('goes by syslog over TLS to a certificate that fits, and over TCP where the configuration says so', async () => {
      const network = { privateRanges: ['127.0.0.0/8'] };
      const safe = await collect('tls');
      const plain = await collect('tcp');
      configure({
        safe: { to: `syslog+tls://localhost:${safe.port}`, network: { ...network, caFile: 'authority.pem' } },
        plain: { to: `syslog+tcp://127.0.0.1:${plain.port}`, network: { ...network, withoutTls: ['127.0.0.1'] } },
        stranger: { to: `syslog+tls://localhost:${safe.port}`, network },
        open: { to: `syslog+tcp://127.0.0.1:${plain.port}`, network },
        unnamed: { to: `syslog+tls://127.0.0.1:${safe.port}` },
      });
      const sent = await run('safe', '--once', '--json');
      expect(sent.code, sent.errors).to.equal(0);
      expect(safe.events().length).to.equal((JSON.parse(sent.lines[0] ?? '') as { sent: number }).sent);
      expect(new Set(safe.priorities())).to.deep.equal(new Set(['<110>1']));
      expect(
        [await run('stranger', '--once'), await run('open', '--once'), await run('unnamed', '--once')].map(
          ({ code, errors }) => [code, errors],
        ),
      ).to.deep.equal([
        [1, 'Its certificate is signed by nobody whom this machine trusts'],
        [1, 'It must be spoken to under TLS, unless withoutTls of its network names it'],
        [1, 'The address lies in a private network that the configuration does not name'],
      ]);
      expect(plain.events()).to.deep.equal([]);
      expect((await run('plain', '--once')).code).to.equal(0);
      expect(plain.events()).to.deep.equal(safe.events());
    });

    it('follows: a collector that hangs up gets again what it may have missed, and nothing is left out', async () => {
      const collector = await collect('tcp');
      const network = { privateRanges: ['127.0.0.0/8'], withoutTls: ['127.0.0.1'] };
      const streaming = configure({ live: { to: `syslog+tcp://127.0.0.1:${collector.port}`, network } });
      const stop = new AbortController();
      const faults: string[] = [];
      const follow = { signal: stop.signal, everyMs: 20, onFault: ({ message }: Error) => void faults.push(message) };
      const following = streamAudit(streaming, 'live', { from: 'beginning', follow });
      await until(async () => (await behind(streaming, 'live')) === 0);
      const before = collector.events().length;
      collector.hangUp();
      await addEntry();
      await until(() => collector.events().some(({ sequence }, at) => at >= before && sequence > 0));
      await until(async () => (await behind(streaming, 'live')) === 0);
      stop.abort();
      await following;
      const got = collector.events();
      for (const slug of new Set(got.map(({ authority }) => authority))) {
        const seen = new Set(sequencesOf(got, slug));
        expect([...seen].sort((a, b) => a - b)).to.deep.equal(Array.from({ length: seen.size }, (_, at) => at + 1));
      }
      expect(faults).to.deep.equal(['The connection was cut']);
    });

    it('goes by datagrams, one a row', async () => {
      const socket = createSocket('udp4');
      const got: string[] = [];
      socket.on('message', (message) => void got.push(message.toString()));
      socket.bind(0, '127.0.0.1');
      await once(socket, 'listening');
      ends.push(() => new Promise((resolve) => socket.close(() => resolve(undefined))));
      const network = { privateRanges: ['127.0.0.0/8'], withoutTls: ['127.0.0.1'] };
      configure({ datagrams: { to: `syslog+udp://127.0.0.1:${socket.address().port}`, network } });
      await run('datagrams', '--once', '--from', 'now');
      await addEntry();
      expect((await run('datagrams', '--once')).code).to.equal(0);
      await until(() => got.length === 1);
      expect(got[0]).to.match(/^<110>1 \d{4}-\d\d-\d\dT[\d:.]+Z \S+ moothall - test\.happened - \{"id":/);
    });

    it('tells of a chain that has lost its end', async () => {
      const streaming = configure({ ends: { to: 'file:ends.ndjson' } });
      await addEntry();
      await run('ends', '--once');
      await kernel.db.write(everyAuthority, async (db) => {
        const last = eventsIn('ends.ndjson')
          .filter(({ authority }) => authority === 'dunmere')
          .at(-1);
        await db.remove('audit_seals', { entry_id: last?.id ?? '' });
      });
      expect(await behind(streaming, 'ends')).to.equal(0);
      await run('ends', '--once');
      expect(eventsIn('ends.ndjson').at(-1)).to.include({ action: 'audit.chain-cut-short', authority: 'dunmere' });
      await sealEntries(kernel, 'start');
    });

    it('says what is missing', async () => {
      configure({ one: { to: 'file:one.ndjson', authorities: ['nowhere'] } });
      const unknown = await run('other', '--once');
      expect([unknown.code, unknown.errors.includes('audit.streams has no other')]).to.deep.equal([3, true]);
      const council = await run('one', '--once');
      expect([council.code, council.errors.includes('there is no council nowhere')]).to.deep.equal([3, true]);
      expect((await run('one', '--from', 'yesterday')).code).to.equal(1);
    });

    async function addEntry(): Promise<void> {
      await runCommand(kernel, systemActor('a test'), happen, {});
      await sealEntries(kernel, 'recent');
    }

    async function collect(over: 'tls' | 'tcp'): Promise<Collector> {
      const connections = new Set<Socket>();
      const texts: Buffer[] = [];
      const take = (socket: Socket): void => {
        connections.add(socket);
        const at = texts.push(Buffer.alloc(0)) - 1;
        socket.on('data', (piece) => (texts[at] = Buffer.concat([texts[at] ?? Buffer.alloc(0), piece])));
        socket.on('error', () => undefined);
        socket.on('close', () => connections.delete(socket));
      };
      const pem = (name: string): Buffer => readFileSync(path.resolve('test/certificates', name));
      const server: Server =
        over === 'tls' ? createTlsServer({ key: pem('far-end.key'), cert: pem('good.pem') }, take) : createServer(take);
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const close = async (): Promise<void> => {
        for (const socket of connections) socket.destroy();
        await new Promise((resolve) => server.close(resolve));
      };
      ends.push(close);
      const messages = (): string[] => texts.flatMap(framesIn);
      return {
        port: (server.address() as AddressInfo).port,
        events: () => messages().map((message) => JSON.parse(message.slice(message.indexOf('{'))) as Event),
        priorities: () => messages().map((message) => message.split(' ')[0] ?? ''),
        hangUp: () => connections.forEach((socket) => socket.destroy()),
        close,
      };
    }
  });

describe('a row of the audit trail as syslog', () => {
  const event = { id: 'x', sequence: 7, hash: 'h', authority: 'dunmere', at: '2026-11-16T10:00:00.000Z' };

  it('is of facility 13, with names that the standard allows, and ASCII alone', () => {
    const message = syslogMessage(
      { ...event, action: `cases.${'long'.repeat(20)}`, details: { word: 'Tŷ' } },
      'desk é.example',
    );
    expect(message).to.match(/^<110>1 2026-11-16T10:00:00\.000Z desk\.example moothall - cases\.(long)+lo - \{/);
    expect(message).to.match(/^[ -~]+$/);
    expect(JSON.parse(message.slice(message.indexOf('{')))).to.deep.include({ details: { word: 'Tŷ' } });
  });

  it('is critical where somebody took a row or an end away', () => {
    expect(syslogMessage({ ...event, at: null, action: 'audit.entry-missing' }, 'desk')).to.match(/^<106>1 - desk /);
  });

  it('fits a datagram', () => {
    const long = syslogDatagram({ ...event, action: 'a.b', details: 'x'.repeat(70_000) }, 'desk');
    expect(long.length).to.be.lessThan(500);
    expect(long).to.contain('"id":"x"');
  });
});

const sequencesOf = (events: readonly Event[], slug: string): number[] =>
  events.filter(({ authority }) => authority === slug).map(({ sequence }) => sequence);

async function behind(kernel: Kernel, name: string): Promise<number> {
  return (await listStreams(kernel)).find((stream) => stream.name === name)?.behind ?? -1;
}

/** Frames by their length, as RFC 6587 has them; one that is cut off is left out. */
function framesIn(bytes: Buffer): string[] {
  const frames: string[] = [];
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(' ', at);
    const end = space + 1 + Number(bytes.toString('ascii', at, space));
    if (space < 0 || !(end <= bytes.length)) break;
    frames.push(bytes.toString('utf8', space + 1, end));
    at = end;
  }
  return frames;
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  await poll('what was sent', async () => await isSo(), { withinMs: 30_000, everyMs: 10 });
}
