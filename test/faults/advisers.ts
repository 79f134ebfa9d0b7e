import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { aMissedBin } from '#core/testing/case-world.js';
import type { Desk } from './session.js';

/** What advisers do, one after another, and how long each answer took in the phase in which it was asked for. */
export interface Work {
  /** Milliseconds of each page, and of each case that was logged, by phase. */
  readonly pages: ReadonlyMap<string, readonly number[]>;
  readonly logged: ReadonlyMap<string, readonly number[]>;
  /** References of the cases whose logging was acknowledged, in that order. */
  readonly references: readonly string[];
  /** References of those on which a note for the customer was acknowledged as well. */
  readonly noted: readonly string[];
  /** What was not answered as it should be. */
  readonly failures: readonly string[];
  /** From now on, times are counted to this phase. */
  enter(phase: string): void;
  /** Resolves when what was under way is answered. */
  stop(): Promise<void>;
}

export interface WorkPlan {
  readonly desk: Desk;
  readonly address: string;
  readonly token: string;
  readonly serviceId: string;
  /** How many look at pages, each a tenth of a second after the one before. */
  readonly readers: number;
  /** A case is logged so long after the one before; on every fifth, a note for the customer follows. */
  readonly logEveryMs: number;
}

const readersPauseMs = 100;
const notedOf = 5;

/** Has advisers look at their work, queues and cases, and log others, until it is stopped. */
export function startWork(plan: WorkPlan, first: string): Work {
  const pages = new Map<string, number[]>();
  const logged = new Map<string, number[]>();
  const references: string[] = [];
  const noted: string[] = [];
  const failures: string[] = [];
  const stop = new AbortController();
  let phase = first;

  const timed = async <T>(times: Map<string, number[]>, work: () => Promise<T>): Promise<T> => {
    const begunIn = phase;
    const began = performance.now();
    const done = await work();
    const known = times.get(begunIn) ?? [];
    known.push(performance.now() - began);
    times.set(begunIn, known);
    return done;
  };
  const repeat = async (everyMs: number, work: (turn: number) => Promise<void>): Promise<void> => {
    for (let turn = 0; !stop.signal.aborted; turn += 1) {
      await work(turn).catch((error: unknown) => void failures.push(String(error)));
      await pause(everyMs); // what an adviser needs to read and to type
    }
  };
  const look = async (turn: number): Promise<void> => {
    const known = references[(turn * 7919) % Math.max(references.length, 1)];
    const all = ['/desk/work', '/desk/queue', ...(known === undefined ? [] : [`/desk/cases/${known}`])];
    const page = all[turn % all.length] ?? '';
    const { status } = await timed(pages, () => plan.desk.get(page));
    if (status !== 200) failures.push(`${page} was answered with ${status}`);
  };
  const log = async (turn: number): Promise<void> => {
    const made = await timed(logged, () => post(plan, '/cases', aMissedBin(plan.serviceId)));
    references.push(made.reference);
    if (turn % notedOf !== 0) return;
    await post(plan, `/cases/${made.id}/notes`, { text: noteOn(made.reference), visibility: 'customer' });
    noted.push(made.reference);
  };
  const all = [
    ...Array.from({ length: plan.readers }, () => repeat(readersPauseMs, look)),
    repeat(plan.logEveryMs, log),
  ];
  return {
    ...{ pages, logged, references, noted, failures },
    enter: (next) => void (phase = next),
    stop: async () => {
      stop.abort();
      await Promise.all(all);
    },
  };
}

export const noteOn = (reference: string): string => `The customer asked about ${reference}.`;

/** @throws when it is not acknowledged */
async function post(
  { address, token }: WorkPlan,
  where: string,
  body: object,
): Promise<{ id: string; reference: string }> {
  const answer = await fetch(`${address}/api/v1${where}`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${token}`,
      'Content-Type': 'application/json',
      'Idempotency-Key': randomUUID(),
    },
    body: JSON.stringify(body),
  });
  if (answer.status !== 201) throw new Error(`${where} was answered with ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as { id: string; reference: string };
}
