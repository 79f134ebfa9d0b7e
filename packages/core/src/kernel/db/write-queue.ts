import type { Database as Connection } from 'better-sqlite3';
import { setTimeout as pause } from 'node:timers/promises';
import { isBusy, storageError } from './storage-errors.js';

/** Between two tries to take a lock that another process holds. */
const pauseMs = 25;
/** Commands that one commit may carry, so that the first of them never waits long. */
const groupSize = 64;

interface Waiting {
  readonly work: () => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  /** On the monotonic clock: when it is refused if another process still holds the lock. */
  readonly waitsUntilMs: number;
}

/**
 * Runs writes one after another on the one connection that writes, many to a commit: each is a savepoint, and none is
 * answered before the commit that holds it is on disk.
 */
export class WriteQueue {
  readonly #connection: Connection;
  readonly #busyForMs: number;
  #waiting: Waiting[] = [];
  #running = false;
  #whenIdle: (() => void)[] = [];
  commits = 0;
  commands = 0;

  constructor(connection: Connection, busyForMs: number) {
    this.#connection = connection;
    this.#busyForMs = busyForMs;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  add<T>(work: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const waitsUntilMs = performance.now() + this.#busyForMs;
      this.#waiting.push({ work, resolve: resolve as (value: unknown) => void, reject, waitsUntilMs });
      if (!this.#running) void this.#run();
    });
  }

  async drained(): Promise<void> {
    if (this.#running) await new Promise<void>((resolve) => this.#whenIdle.push(resolve));
  }

  async #run(): Promise<void> {
    this.#running = true;
    // Let the requests that arrived in this turn of the event loop queue up, so that they share the commit.
    await new Promise(setImmediate);
    while (this.#waiting.length > 0) if (await this.#begin()) await this.#group(this.#waiting.splice(0, groupSize));
    this.#running = false;
    for (const idle of this.#whenIdle.splice(0)) idle();
  }

  /**
   * Takes the lock. While another process holds it, waits without blocking the event loop, and refuses each write that
   * has waited for its time. Answers false when none is left.
   */
  async #begin(): Promise<boolean> {
    for (;;) {
      try {
        this.#connection.exec('begin immediate');
        return true;
      } catch (error) {
        this.#refuse(error, isBusy(error) ? performance.now() : Infinity);
        if (this.#waiting.length === 0) return false;
        await pause(pauseMs);
      }
    }
  }

  #refuse(error: unknown, nowMs: number): void {
    const reason = storageError(error);
    const late = this.#waiting.filter(({ waitsUntilMs }) => waitsUntilMs <= nowMs);
    this.#waiting = this.#waiting.filter(({ waitsUntilMs }) => waitsUntilMs > nowMs);
    for (const { reject } of late) reject(reason);
  }

  async #group(group: Waiting[]): Promise<void> {
    const settle: (() => void)[] = [];
    try {
      for (const item of group) settle.push(await this.#savepoint(item));
      this.#connection.exec('commit');
      this.commits += 1;
      this.commands += group.length;
    } catch (error) {
      if (this.#connection.inTransaction) this.#connection.exec('rollback');
      const reason = storageError(error);
      for (const item of group) item.reject(reason);
      return;
    }
    for (const done of settle) done();
  }

  async #savepoint({ work, resolve, reject }: Waiting): Promise<() => void> {
    this.#connection.exec('savepoint command');
    try {
      const value = await work();
      this.#connection.exec('release command');
      return () => resolve(value);
    } catch (error) {
      // A full disk or a failed page rolls the whole transaction back by itself: then the group fails together.
      if (!this.#connection.inTransaction) throw error;
      this.#connection.exec('rollback to command');
      this.#connection.exec('release command');
      return () => reject(error);
    }
  }
}
