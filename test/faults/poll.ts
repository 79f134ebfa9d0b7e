import { setTimeout as pause } from 'node:timers/promises';

/**
 * Looks until `look` answers something other than `undefined` and `false`.
 * @throws Error naming what was waited for, when the deadline passes first. It begins anew while `goesOn` says, when it
 * passes, that something has happened meanwhile, or is to happen: a busy machine takes its time, and what stands still is found.
 */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | false>,
  about: { withinMs: number; everyMs?: number; goesOn?: () => boolean | Promise<boolean> },
): Promise<{ value: T; afterMs: number }> {
  const began = performance.now();
  let endsMs = about.withinMs;
  for (;;) {
    const value = await look();
    const afterMs = performance.now() - began;
    if (value !== undefined && value !== false) return { value, afterMs };
    if (afterMs > endsMs) {
      if (!(await about.goesOn?.())) throw new Error(`waited ${about.withinMs} ms in vain for this: ${what}`);
      endsMs = afterMs + about.withinMs;
    }
    await pause(about.everyMs ?? 20);
  }
}
