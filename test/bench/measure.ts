import { driveSlice, median, percentile, type Shot, type SliceResult } from './load/drive.js';
import { ceilingShots, productShots } from './load/requests.js';
import type { Operation, SignedIn } from './load/samples.js';
import { processorMsOf, type OwnProcess } from './servers/own-process.js';

/** What one operation has shown at one number of connections. */
export interface Measurement {
  readonly name: string;
  readonly connections: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly perSecond: number;
  /** Printing the same page from memory. */
  readonly memoryPerSecond: number;
  /** The same statements, prepared, and the same page. */
  readonly preparedPerSecond: number;
  /** The same through Knex; on PostgreSQL. */
  readonly knexPerSecond?: number;
  /** Processor time of the product's process for one request; it doesn't grow when others use the machine as well. */
  readonly processorMs: number;
  /** The same of the ceiling with prepared statements. */
  readonly preparedProcessorMs: number;
}

export interface Pace {
  readonly rounds: number;
  readonly sliceMs: number;
  /** For each operation and side, once before all measuring. */
  readonly warmUpMs: number;
}

export interface Targets {
  readonly product: OwnProcess;
  readonly ceiling: OwnProcess;
  readonly signedIn: SignedIn;
  readonly ceilings: readonly ('memory' | 'prepared' | 'knex')[];
}

/** Lets every side compile its hot paths before anything is measured, as a server has after its first minutes. */
export async function warmUp(operations: readonly Operation[], targets: Targets, { warmUpMs }: Pace): Promise<void> {
  for (const [number, operation] of operations.entries())
    for (const side of sidesOf(operation, number, targets)) await runSlice({ ...side, ms: warmUpMs }, 8);
}

/** Product and ceilings by turns, in rounds, so that what else the machine does touches all alike. Medians of rounds. */
export async function measure(
  operation: Operation,
  number: number,
  connections: number,
  targets: Targets,
  { rounds, sliceMs }: Pace,
): Promise<Measurement> {
  const sides = sidesOf(operation, number, targets).map((side) => {
    return side.name === 'product' ? { ...side, ms: sliceMs } : { ...side, ms: sliceMs / 2 };
  });
  const results = new Map<string, TimedSlice[]>(sides.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1)
    for (const side of sides) results.get(side.name)?.push(await runSlice(side, connections));
  const rate = (name: string): number => median((results.get(name) ?? []).map(({ perSecond }) => perSecond));
  const processorMs = (name: string): number => {
    const slices = results.get(name) ?? [];
    const requests = slices.reduce((sum, slice) => sum + slice.latencies.length, 0);
    return slices.reduce((sum, slice) => sum + slice.processorMs, 0) / requests;
  };
  const latencies = (results.get('product') ?? []).flatMap((slice) => slice.latencies);
  return {
    name: operation.name,
    connections,
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
    perSecond: rate('product'),
    memoryPerSecond: rate('memory'),
    preparedPerSecond: rate('prepared'),
    processorMs: processorMs('product'),
    preparedProcessorMs: processorMs('prepared'),
    ...(targets.ceilings.includes('knex') ? { knexPerSecond: rate('knex') } : {}),
  };
}

interface Side {
  readonly name: string;
  readonly server: OwnProcess;
  next(): Shot;
}

function sidesOf(operation: Operation, number: number, targets: Targets): Side[] {
  const { product, ceiling, signedIn, ceilings } = targets;
  return [
    { name: 'product', server: product, next: productShots(operation, signedIn) },
    ...ceilings.map((kind) => ({ name: kind, server: ceiling, next: ceilingShots(operation, number, kind) })),
  ];
}

type TimedSlice = SliceResult & { readonly processorMs: number };

async function runSlice(
  { server, next, ms }: Side & { readonly ms: number },
  connections: number,
): Promise<TimedSlice> {
  const before = processorMsOf(server.pid);
  const slice = await driveSlice({ port: Number(server.said), next, connections, ms });
  return { ...slice, processorMs: processorMsOf(server.pid) - before };
}
