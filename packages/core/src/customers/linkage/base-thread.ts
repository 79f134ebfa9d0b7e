import { parentPort } from 'node:worker_threads';
import { findDuplicates } from './find-duplicates.js';
import type { FromThread, ToThread } from './find-in-thread.js';
import { thresholds } from './found-pairs.js';
import { openPacker } from './pack-records.js';

/** What the thread that looks through a whole base runs. */
const packer = openPacker();
const say = (message: FromThread): void => parentPort?.postMessage(message);

parentPort?.on('message', (message: ToThread) => {
  if ('records' in message) {
    for (const record of message.records) packer.add(record);
    say('taken');
    return;
  }
  void findDuplicates(packer.pack(), { leastProbability: thresholds.review }).then(({ pairs }) => {
    const { a, b, probability, pattern } = pairs;
    say({ a, b, probability, pattern });
  });
});
