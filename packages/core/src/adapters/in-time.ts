import type { Asked } from './ask-instance.js';

/** For as long somebody on the telephone is asked to wait. */
export const waitMs = 4000;

/** What was asked, if it comes in time; undefined: nobody waits any longer. What comes too late is kept with its health. */
export async function inTime<T>(work: Promise<Asked<T>>, withinMs: number): Promise<Asked<T> | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), withinMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}
