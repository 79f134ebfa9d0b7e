import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { openBalancer, type Balancer } from '../balancer.js';
import { makeInstance, type Instance } from '../instance.js';
import { until } from '../poll.js';
import { query, startCluster, type PostgresCluster } from '../postgres-cluster.js';
import { isWhole } from '../rounds.js';
import { serve, type Served } from '../served.js';
import { newWriteLog, sendAgain, tally, write, type WriteLog } from '../writes.js';

/** Commands and SQL of the page, in the order in which they stand. */
const page = readFileSync('docs/operate/several-machines.md', 'utf8');
const blocks = (language: string): string[] =>
  [...page.matchAll(new RegExp(`^ *\`\`\`${language}\\n([\\s\\S]*?)^ *\`\`\``, 'gm'))].map(([, block = '']) => block);
const [onPrimary = '', onceItFollows = '', whenGone = ''] = blocks('sql');
const baseBackup = blocks('sh').find((block) => block.startsWith('pg_basebackup')) ?? '';

/** Two machines with PostgreSQL and two servers: in `npm run test:faults` alone. */
if (isWhole)
  describe('the primary of two machines with PostgreSQL is gone under load', function () {
    this.timeout(180_000);
    let primary: PostgresCluster;
    let standby: PostgresCluster;
    let address: MovingAddress;
    let instance: Instance;
    let balancer: Balancer;
    const served: Served[] = [];
    before(async function () {
      const started = await startCluster();
      if (!started) return this.skip();
      primary = started;
      await runEach(primary, onPrimary);
      standby = await primary.copy((data) => wordsOf(baseBackup, { data, host: primary.folder }));
      await runEach(primary, onceItFollows);
      const follows = "select 1 from pg_stat_replication where sync_state = 'sync'";
      await until('the standby follows', async () => (await query(primary.superuser, follows)).rowCount === 1, {
        withinMs: 20_000,
      });
      address = await openMovingAddress(primary);
      const url = new URL(primary.url);
      url.searchParams.set('host', address.folder);
      instance = await makeInstance({ postgresUrl: url.href });
      balancer = await openBalancer();
      served.push(await serve(instance), await serve(instance));
      balancer.use(served.map((each) => each.address));
    });
    after(async () => {
      await Promise.all(served.map((each) => each.stop()));
      await balancer?.close();
      address?.close();
      instance?.remove();
      await standby?.remove();
      await primary?.remove();
    });

    it('loses nothing that was confirmed, and goes on by the standby within 30 seconds, without a restart', async () => {
      const log = newWriteLog();
      const way = { address: balancer.address, token: instance.token };
      const isReady = async (): Promise<boolean> => (await fetch(`${way.address}/health/ready`)).ok;
      await until('a ready balancer', isReady, { withinMs: 10_000 });
      const stop = new AbortController();
      const writing = Promise.all([1, 2, 3, 4].map(() => keepWriting(stop.signal, way, log)));
      await until('writes', async () => log.acknowledged.size > 50, { withinMs: 30_000 });

      await primary.kill();
      const began = performance.now();
      await runEach(standby, whenGone);
      address.leadTo(standby);
      const before = log.acknowledged.size;
      await until('a write by the standby', async () => log.acknowledged.size > before, { withinMs: 30_000 });
      const recoveryMs = performance.now() - began;
      await until('more of them', async () => log.acknowledged.size > before + 50, { withinMs: 30_000 });
      stop.abort();
      await writing;
      await sendAgain(way, log);
      console.log(`    writes again after ${(recoveryMs / 1000).toFixed(1)} s`);
      expect(recoveryMs).to.be.lessThan(30_000);
      const { lost, half } = await tally(instance, log);
      expect({ lost, half }).to.deep.equal({ lost: 0, half: 0 });
    });
  });

type Way = { readonly address: string; readonly token: string };

/** Goes on while the balancer knows no server that is ready. */
async function keepWriting(stop: AbortSignal, way: Way, log: WriteLog): Promise<void> {
  while (!stop.aborted)
    try {
      await write(way, log);
    } catch {
      await pause(50);
    }
}

/** Statement by statement, as in psql. */
async function runEach(cluster: PostgresCluster, block: string): Promise<void> {
  const statements = block.split(';').map((each) => each.trim());
  for (const sql of statements.filter(Boolean)) await query(cluster.superuser, sql);
}

/** The page's command, with this machine's folders in the place of others. */
function wordsOf(command: string, { data, host }: { data: string; host: string }): string[] {
  const words = [...command.trim().matchAll(/"([^"]*)"|\S+/g)].map(([word, quoted]) => quoted ?? word);
  return words.map((word) => word.replace(/^\/var\/lib\/postgresql\/\d+\/main$/, data).replace('db1.internal', host));
}

/** At which servers know the database, wherever that is just now. */
interface MovingAddress {
  readonly folder: string;
  leadTo(cluster: PostgresCluster): void;
  close(): void;
}

const socketIn = (folder: string): string => path.join(folder, '.s.PGSQL.5432');

async function openMovingAddress(first: PostgresCluster): Promise<MovingAddress> {
  let to = first.folder;
  const sockets = new Set<Socket>();
  const server: Server = createServer((near) => {
    const far = connect(socketIn(to));
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy()).on('close', () => sockets.delete(one));
      one.pipe(other);
    }
  });
  const folder = mkdtempSync(path.join(os.tmpdir(), 'moothall-address-'));
  await new Promise<void>((resolve) => server.listen(socketIn(folder), resolve));
  return {
    folder,
    leadTo: (cluster) => {
      to = cluster.folder;
      for (const socket of sockets) socket.destroy();
    },
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
