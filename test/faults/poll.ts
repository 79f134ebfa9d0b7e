import { setTimeout as pause } from 'node:timers/promises';

/**
 * Looks until `look` answers something other than `undefined` and `false`.
 * @throws Error naming what was waited for, when the deadline passes first
 */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | false>,
  about: { withinMs: number; everyMs?: number },
): Promise<{ value: T; afterMs: number }> {
  const began = performance.now();
  for (;;) {
    const value = await look();
    const afterMs = performance.now() - began;
    if (value !== undefined && value !== false) return { value, afterMs };
    if (afterMs > about.withinMs) throw new Error(`waited ${about.withinMs} ms in vain for this: ${what}`);
    await pause(about.everyMs ?? 20);
  }
}
