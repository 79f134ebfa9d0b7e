import type { Kernel } from '../../kernel/kernel.js';
import { turnContacts } from './load/live-contacts.js';
import { ringCalls } from './ring-calls.js';
import { everyMs, sayQueues } from './queue-reports.js';

/** Keeps what is going on now going on, while the demo is served: queues, calls, and contacts. Answers what ends that. */
export async function keepLive(kernel: Kernel): Promise<() => void> {
  await goOn(kernel);
  const going = setInterval(() => {
    goOn(kernel).catch((error: unknown) => kernel.log.warn({ err: error }, 'the demo’s day does not go on'));
  }, everyMs).unref();
  return () => clearInterval(going);
}

async function goOn(kernel: Kernel): Promise<void> {
  await sayQueues(kernel, 1);
  await ringCalls(kernel);
  await turnContacts(kernel);
}
