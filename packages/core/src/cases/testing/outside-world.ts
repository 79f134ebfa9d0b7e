import { createDispatcher } from '../../adapters/index.js';
import { createWorker, jobsCapability } from '../../jobs/index.js';
import type { ConfiguredAdapter } from '../../kernel/adapters.js';
import type { Kernel } from '../../kernel/kernel.js';
import { connectedTo } from '../../testing/far-end.js';
import type { TestWorld } from '../../testing/harness.js';
import { hearFromAll } from '../outside/hear-outside.js';
import { caseCourier, wordCourier } from '../outside/outside-couriers.js';
import { outsideJobs } from '../outside/outside-jobs.js';

/** A world connected to other systems, and how time goes by in it. */
export interface OutsideWorld {
  readonly kernel: Kernel;
  /** Lets the jobs and the dispatcher do what is due, until nothing is. */
  go(): Promise<void>;
  /** Asks every system what is new. */
  hear(): Promise<void>;
}

export function outsideWorld(world: TestWorld, ...adapters: readonly ConfiguredAdapter[]): OutsideWorld {
  const kernel = connectedTo(world.kernel, ...adapters);
  const specs = outsideJobs.filter(({ topics }) => topics !== undefined);
  const relay = jobsCapability(() => specs).jobs.find(({ kind }) => kind === 'jobs.relay-events');
  const go = async (): Promise<void> => {
    let done: number;
    do {
      await relay?.run(kernel, {});
      done = await createWorker(kernel, specs).runDue();
      done += await createDispatcher(kernel, [caseCourier, wordCourier]).runDue();
    } while (done > 0);
  };
  return {
    kernel,
    go,
    hear: async () => {
      await hearFromAll(kernel);
      await go();
    },
  };
}
