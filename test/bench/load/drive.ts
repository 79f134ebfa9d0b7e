import { performance } from 'node:perf_hooks';
import { openConnection, type HttpAnswer } from './connection.js';

/** A request to send and what its answer must be. */
export interface Shot {
  /** The whole request as it goes over the wire. */
  readonly request: string;
  /** @throws Error when the answer isn't the right one */
  check(answer: HttpAnswer): void;
}

export interface Slice {
  readonly port: number;
  readonly connections: number;
  readonly ms: number;
  next(): Shot;
}

/** What one slice of load has shown. Milliseconds. */
export interface SliceResult {
  readonly latencies: readonly number[];
  readonly perSecond: number;
}

/** Keeps every connection busy for the time given; every answer is checked. */
export async function driveSlice({ port, connections, ms, next }: Slice): Promise<SliceResult> {
  const open = await Promise.all(Array.from({ length: connections }, () => openConnection(port)));
  const latencies: number[] = [];
  const began = performance.now();
  const until = began + ms;
  try {
    await Promise.all(
      open.map(async (connection) => {
        while (performance.now() < until) {
          const shot = next();
          const sentAt = performance.now();
          const answer = await connection.send(shot.request);
          latencies.push(performance.now() - sentAt);
          shot.check(answer);
        }
      }),
    );
  } finally {
    for (const connection of open) connection.close();
  }
  return { latencies, perSecond: (latencies.length * 1000) / (performance.now() - began) };
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
