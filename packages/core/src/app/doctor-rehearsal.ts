import { readLastRehearsal } from '../backups/index.js';
import { DAY_MS, type Instant } from '../kernel/clock.js';
import type { Finding } from './doctor.js';

/** What is said of rehearsals of one kind. */
interface Wording {
  readonly never: string;
  readonly last: string;
  readonly failed: string;
  readonly fix: string;
}

const area = 'backups';
const oldestRehearsalMs = 92 * DAY_MS;

/** How the last rehearsal went and how long ago that is, by what is kept of it in a folder. */
export async function checkRehearsal(folder: string, words: Wording, now: Instant): Promise<Finding> {
  const { never, failed, fix } = words;
  const last = await readLastRehearsal(folder);
  if (!last) return { area, state: 'advice', says: never, fix };
  if (!last.ok) return { area, state: 'fault', says: `${failed}: ${last.fault ?? 'unknown why'}`, fix };
  const says = `${words.last} ${Math.round((now - last.at) / DAY_MS)} days ago, in ${(last.tookMs / 1000).toFixed(1)} s`;
  if (now - last.at <= oldestRehearsalMs) return { area, state: 'good', says };
  return { area, state: 'advice', says: `${says}.`, fix };
}
