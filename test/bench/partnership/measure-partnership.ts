import type { Operation, SignedIn } from '../load/samples.js';
import { driveSlice, median, percentile } from '../load/drive.js';
import { productShots } from '../load/requests.js';
import { processorMsOf, type OwnProcess } from '../servers/own-process.js';

/** One world: its server, who is signed in, and the same operations with its own samples. */
export interface Side {
  readonly server: OwnProcess;
  readonly signedIn: SignedIn;
  readonly operations: readonly Operation[];
}

/** An operation with one authority and with ten: milliseconds, and requests a second of processor time. */
export interface Compared {
  readonly name: string;
  readonly one: SideFigures;
  readonly ten: SideFigures;
  /**
   * How much of the single authority's pace the ten keep: of requests a second of the server's processor time, which
   * doesn't change when others use the machine as well. The median of rounds.
   */
  readonly ratio: number;
}

export interface SideFigures {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly processorMs: number;
}

export interface ComparingPace {
  readonly rounds: number;
  readonly sliceMs: number;
  readonly warmUpMs: number;
}

interface Slice {
  readonly latencies: readonly number[];
  readonly processorMs: number;
}

/** Both by turns, one connection, in rounds. */
export async function compareSides(one: Side, ten: Side, pace: ComparingPace): Promise<Compared[]> {
  const names = one.operations.map(({ name }) => name);
  for (const name of names) for (const side of [one, ten]) await run(side, name, pace.warmUpMs);
  const compared: Compared[] = [];
  for (const name of names) {
    const rounds: [Slice, Slice][] = [];
    for (let round = 0; round < pace.rounds; round += 1)
      rounds.push([await run(one, name, pace.sliceMs), await run(ten, name, pace.sliceMs)]);
    compared.push({
      ...{ name, one: figuresOf(rounds.map(([slice]) => slice)), ten: figuresOf(rounds.map(([, slice]) => slice)) },
      ratio: median(rounds.map(([first, second]) => first.processorMs / second.processorMs)),
    });
  }
  return compared;
}

async function run({ server, signedIn, operations }: Side, name: string, ms: number): Promise<Slice> {
  const operation = operations.find((each) => each.name === name);
  if (!operation) throw new Error(`the other world has no operation ${name}`);
  const before = processorMsOf(server.pid);
  const next = productShots(operation, signedIn);
  const { latencies } = await driveSlice({ port: Number(server.said), next, connections: 1, ms });
  return { latencies, processorMs: (processorMsOf(server.pid) - before) / latencies.length };
}

function figuresOf(slices: readonly Slice[]): SideFigures {
  const latencies = slices.flatMap((slice) => slice.latencies);
  return {
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
    processorMs: median(slices.map(({ processorMs }) => processorMs)),
  };
}
