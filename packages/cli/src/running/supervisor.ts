import os from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { openClosedDesk } from './closed-desk.js';
import { identityOf } from './process-identity.js';
import { readingCommand } from './reading-copy.js';
import type { RotatedLog } from './rotated-log.js';
import { removeRunRecord, writeRunRecord, type Part, type Renewal } from './run-record.js';
import { startWatched, type WatchedProcess } from './watched-process.js';

export interface SupervisorPlan {
  readonly root: string;
  readonly version: string;
  readonly parts: readonly Part[];
  readonly port?: string | undefined;
}

/** A process that keeps dying is started again after a wait that doubles from the first to the last of these. */
const waitsMs = { first: 1000, last: 30_000 };
/** Whoever ran for so long before it died is started again at once. */
const longEnoughMs = 60_000;

/**
 * Runs the processes of a server: holds their port, writes their lines to the log, starts again whoever dies, and puts
 * fresh ones in their place without losing a request: the old one ends when the fresh one is ready.
 */
export class Supervisor {
  private processes: WatchedProcess[] = [];
  /** Stands in while the others are away. */
  private reader: WatchedProcess | undefined;
  private renewal: Renewal | undefined;
  private closedDesk: Awaited<ReturnType<typeof openClosedDesk>>;
  private lastAddress = '';
  private isStopping = false;
  private queue: Promise<void> = Promise.resolve();
  private readonly stopping = new AbortController();
  private readonly since = Date.now();
  private readonly plan: SupervisorPlan;
  private readonly log: RotatedLog;

  constructor(plan: SupervisorPlan, log: RotatedLog) {
    this.plan = plan;
    this.log = log;
  }

  /** Resolves to the address once every process is ready. @throws NotStarted, with none left running */
  async start(): Promise<string> {
    try {
      for (const part of this.plan.parts) await this.add(part); // the first one brings the tables up to date
    } catch (error) {
      await this.stop();
      throw error;
    }
    this.record();
    return this.address();
  }

  /**
   * Puts a fresh process in the place of each, one after the other, by the release that is now in use. The old ones stay
   * where a fresh one fails.
   */
  renew(): Promise<void> {
    return this.inTurn('a fresh process did not start; the old ones stay', async () => {
      await this.closedDesk?.close();
      this.closedDesk = undefined;
      if (this.processes.length === 0) for (const part of this.plan.parts) await this.add(part);
      else for (const old of [...this.processes]) await this.replace(old);
      const reader = this.reader;
      this.reader = undefined;
      await reader?.stop();
    });
  }

  /**
   * Stops every process, until it is asked to renew them. Meanwhile one reads the copy of the database that the upgrade
   * has made, and takes contacts; it answers before the others go. Without a copy a page says that Moothall is away.
   */
  standBy(): Promise<void> {
    return this.inTurn('the processes could not be stopped', async () => {
      this.lastAddress = this.address();
      this.reader ??= await this.startReader();
      const old = this.processes;
      this.processes = [];
      await Promise.all(old.map((each) => each.stop()));
      if (!this.reader) this.closedDesk ??= await openClosedDesk(this.lastAddress);
    });
  }

  private async startReader(): Promise<WatchedProcess | undefined> {
    const { root, port } = this.plan;
    const standsIn = readingCommand(root);
    if (standsIn === undefined || this.lastAddress === '') return undefined;
    try {
      const reader = await startWatched('web', { root, port, standsIn, onLine: (line) => this.log.line(line) });
      this.say('info', 'the desk is read from a copy', reader);
      void reader.ended.then(() => this.afterReader(reader));
      if (this.isStopping) await reader.stop();
      return reader;
    } catch (error) {
      this.say('error', `the desk can’t be read meanwhile: ${(error as Error).message}`, {});
      return undefined;
    }
  }

  /** Died by itself: the page that says so takes its place, unless others have. */
  private afterReader(ended: WatchedProcess): void {
    this.queue = this.queue.then(async () => {
      if (this.isStopping || this.reader !== ended) return;
      this.say('error', 'the process that stood in ended by itself', ended);
      this.reader = undefined;
      this.closedDesk ??= await openClosedDesk(this.lastAddress);
    });
  }

  /** What is asked is done one after the other; how it went is noted for whoever asked. */
  private inTurn(fault: string, work: () => Promise<void>): Promise<void> {
    this.queue = this.queue.then(async () => {
      const number = (this.renewal?.number ?? 0) + 1;
      try {
        await work();
        this.renewal = { number, ok: true };
      } catch (error) {
        this.renewal = { number, ok: false, says: (error as Error).message };
        this.say('error', fault, {});
      }
      this.record();
    });
    return this.queue;
  }

  /** Lets every process finish what is under way. */
  async stop(): Promise<void> {
    this.isStopping = true;
    this.stopping.abort();
    await Promise.all([...this.processes, ...(this.reader ? [this.reader] : [])].map((each) => each.stop()));
    await this.queue;
    await this.closedDesk?.close();
    removeRunRecord(this.plan.root, process.pid);
  }

  private async add(part: Part): Promise<void> {
    const { root, port } = this.plan;
    const started = await startWatched(part, { root, port, onLine: (line) => this.log.line(line) });
    this.processes.push(started);
    this.say('info', 'a process is ready', started);
    void started.ended.then(() => this.afterEnd(started));
    if (this.isStopping) await started.stop();
  }

  private async replace(old: WatchedProcess): Promise<void> {
    if (this.isStopping || !this.processes.includes(old)) return;
    await this.add(old.part);
    this.forget(old);
    await old.stop();
  }

  private forget(old: WatchedProcess): void {
    this.processes = this.processes.filter((each) => each !== old);
    this.record();
  }

  private async afterEnd(ended: WatchedProcess): Promise<void> {
    if (this.isStopping || !this.processes.includes(ended)) return;
    this.say('error', 'a process ended by itself, and is started again', ended);
    this.forget(ended);
    let waitMs = Date.now() - ended.since >= longEnoughMs ? 0 : waitsMs.first;
    for (;;) {
      try {
        await pause(waitMs, undefined, { signal: this.stopping.signal });
        await this.add(ended.part);
        return this.record();
      } catch {
        if (this.isStopping) return;
        waitMs = Math.min(Math.max(waitMs, waitsMs.first) * 2, waitsMs.last);
      }
    }
  }

  private address(): string {
    return this.processes.find(({ address }) => address !== '')?.address ?? this.lastAddress;
  }

  private record(): void {
    if (this.isStopping) return;
    const { root } = this.plan;
    const version = this.processes[0]?.version ?? this.plan.version;
    const processes = this.processes.map(({ pid, part, since }) => ({ pid, part, since }));
    const about = { pid: process.pid, identity: identityOf(process.pid) ?? '', host: os.hostname(), version };
    const renewal = this.renewal === undefined ? {} : { renewal: this.renewal };
    writeRunRecord(root, {
      ...about,
      since: this.since,
      address: this.address(),
      processes,
      isWatched: true,
      ...renewal,
    });
  }

  private say(level: string, msg: string, { pid, part }: Partial<WatchedProcess>): void {
    this.log.line(JSON.stringify({ level, time: new Date().toISOString(), service: 'moothall', pid, part, msg }));
  }
}
