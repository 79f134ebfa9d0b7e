import { driveSlice, median, percentile, type SliceResult } from './load/drive.js';
import { ceilingShots, productShots } from './load/requests.js';
import type { Operation, SignedIn } from './load/samples.js';

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
}

export interface Pace {
  readonly rounds: number;
  readonly sliceMs: number;
  readonly warmUpMs: number;
}

export interface Targets {
  readonly productPort: number;
  readonly ceilingPort: number;
  readonly signedIn: SignedIn;
  readonly ceilings: readonly ('memory' | 'prepared' | 'knex')[];
}

/** Product and ceilings by turns, in rounds, so that what else the machine does touches all alike. Medians of rounds. */
export async function measure(
  operation: Operation,
  number: number,
  connections: number,
  targets: Targets,
  { rounds, sliceMs, warmUpMs }: Pace,
): Promise<Measurement> {
  const { productPort, ceilingPort, signedIn, ceilings } = targets;
  const sides = [
    { name: 'product', port: productPort, next: productShots(operation, signedIn), ms: sliceMs },
    ...ceilings.map((kind) => ({
      name: kind,
      port: ceilingPort,
      next: ceilingShots(operation, number, kind),
      ms: sliceMs / 2,
    })),
  ];
  const results = new Map<string, SliceResult[]>(sides.map(({ name }) => [name, []]));
  for (const { port, next } of sides) await driveSlice({ port, next, connections, ms: warmUpMs });
  for (let round = 0; round < rounds; round += 1)
    for (const { name, port, next, ms } of sides)
      results.get(name)?.push(await driveSlice({ port, next, connections, ms }));
  const rate = (name: string): number => median((results.get(name) ?? []).map(({ perSecond }) => perSecond));
  const latencies = (results.get('product') ?? []).flatMap((slice) => slice.latencies);
  return {
    name: operation.name,
    connections,
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
    perSecond: rate('product'),
    memoryPerSecond: rate('memory'),
    preparedPerSecond: rate('prepared'),
    ...(ceilings.includes('knex') ? { knexPerSecond: rate('knex') } : {}),
  };
}
