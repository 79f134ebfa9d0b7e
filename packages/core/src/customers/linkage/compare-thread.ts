import { parentPort, workerData } from 'node:worker_threads';
import { findCandidates } from './candidate-pairs.js';
import type { ThreadTask } from './find-duplicates.js';

/** What a thread that compares runs. */
const { records, keep, part, parts } = workerData as ThreadTask;
const numbers = findCandidates(records, (pattern) => keep[pattern] === 1, { part, parts })
  .numbers()
  .slice();
parentPort?.postMessage(numbers, [numbers.buffer]);
