import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

export interface BenchOptions {
  readonly engine: 'sqlite' | 'postgres';
  readonly customers: number;
  /** Shorter slices and fewer rounds, for the small database. */
  readonly pace: 'quick' | 'full';
  /** Ten authorities beside one, instead of the product beside the ceilings. */
  readonly partnership: boolean;
  /** File for the figures. */
  readonly json?: string;
  /** Where databases are kept between runs. */
  readonly data: string;
  /** Only operations whose name holds these words. */
  readonly only?: string;
  /** Writes a CPU profile of the server into this folder. */
  readonly profile?: string;
}

export class UsageError extends Error {}

const usage = `npm run bench -- [--quick] [--engine sqlite|postgres] [--json FILE] [--customers N] [--partnership] [--only WORDS] [--data DIR] [--profile DIR]`;

const smallest = 2000;
const quickCustomers = 50_000;
const fullCustomers = 1_000_000;
/** Two databases are made for a partnership. */
const partnershipCustomers = { quick: 10_000, full: 100_000 } as const;

/** @throws UsageError naming the option and the fix */
export function readOptions(words: readonly string[], checkout: string): BenchOptions {
  const { quick, engine, json, customers, only, data, profile, partnership } = parse(words);
  if (engine !== 'sqlite' && engine !== 'postgres')
    throw new UsageError(`--engine takes sqlite or postgres.\n${usage}`);
  const pace = quick ? 'quick' : 'full';
  const usual = { quick: quickCustomers, full: fullCustomers };
  const count = Number(customers ?? (partnership ? partnershipCustomers : usual)[pace]);
  if (!Number.isInteger(count) || count < smallest)
    throw new UsageError(`--customers takes a whole number from ${smallest} up.\n${usage}`);
  return {
    engine,
    customers: count,
    ...{ pace, partnership },
    data: path.resolve(data ?? path.join(checkout, '.build/bench')),
    ...(json === undefined ? {} : { json: path.resolve(json) }),
    ...(only === undefined ? {} : { only }),
    ...(profile === undefined ? {} : { profile: path.resolve(profile) }),
  };
}

function parse(words: readonly string[]) {
  try {
    const text = { type: 'string' } as const;
    const { values } = parseArgs({
      args: [...words],
      options: {
        quick: { type: 'boolean', default: false },
        partnership: { type: 'boolean', default: false },
        engine: { type: 'string', default: 'sqlite' },
        json: text,
        customers: text,
        only: text,
        data: text,
        profile: text,
      },
    });
    return values;
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n${usage}`);
  }
}

/** The machine in one line, for the record. */
export function describeMachine(): string {
  const cpus = os.cpus();
  const gib = Math.round(os.totalmem() / 1024 ** 3);
  const model = cpus[0]?.model.replace(/\s+/g, ' ').trim() ?? 'unknown processor';
  return `${cpus.length} × ${model}, ${gib} GiB, ${os.type()} ${os.release()}, Node ${process.version}`;
}
