import { copyFolder, readCopyRecord, type CopyRecord } from '../backups/index.js';
import type { Clock } from '../kernel/clock.js';
import type { Config } from '../kernel/config.js';
import { openLog } from '../kernel/log.js';
import { pooledRandom } from '../kernel/random.js';
import { openCopier } from './open-copier.js';

/**
 * Brings the continuous copy up to date without a server.
 * @throws copy_taken while one runs; copy_of_another, unless it takes the place over; as `openCopier` and `copy`
 */
export async function copyNow(
  config: Config,
  clock: Clock,
  { takesOver }: { readonly takesOver: boolean } = { takesOver: false },
): Promise<CopyRecord> {
  const about = { config, clock, log: openLog(config.log.level), random: pooledRandom, takesOver };
  const { copier, close } = await openCopier(about);
  try {
    await copier.end();
  } finally {
    await close();
  }
  return await readCopyRecord(copyFolder(config));
}
