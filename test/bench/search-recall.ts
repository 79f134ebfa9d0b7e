import { rmSync } from 'node:fs';
import { closeKernel, openKernel } from '#core/app/compose.js';
import { systemClock } from '#core/kernel/clock.js';
import { readConfig } from '#core/kernel/config.js';
import { layOut, type DatasetPlace } from './build/dataset.js';
import { addCouncil } from './import-rate.js';
import { measureSearch, type SearchFigures } from './search/recall.js';
import { readTopics } from './search/topics.js';

/** How often the search finds the right article for words that no article has, before and after learning. */
export async function measureRecall(place: DatasetPlace, checkout: string): Promise<SearchFigures> {
  await place.clear();
  layOut(place);
  const kernel = await openKernel(readConfig(place.directory, { MOOTHALL__LOG__LEVEL: 'warn' }), systemClock());
  try {
    return await measureSearch(kernel, await addCouncil(kernel), readTopics(checkout));
  } finally {
    await closeKernel(kernel);
    rmSync(place.directory, { recursive: true, force: true });
    await place.clear();
  }
}
