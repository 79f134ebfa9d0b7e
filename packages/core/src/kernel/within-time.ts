import { createContext, Script } from 'node:vm';

const script = new Script('work()');
const room = createContext({ work: undefined as unknown });

/** What came of it; undefined: the time was up first. */
export type WithinTime<T> = { readonly value: T } | undefined;

/**
 * Works on what somebody else wrote, such as a pattern, for at most so many milliseconds, although nothing else runs
 * meanwhile. The work is stopped wherever it is, without its `finally`: it must change nothing that outlives it.
 */
export function withinTime<T>(ms: number, work: () => T): WithinTime<T> {
  room['work'] = work;
  try {
    return { value: script.runInContext(room, { timeout: ms }) as T };
  } catch (error) {
    if (isTimeUp(error)) return undefined;
    throw error;
  } finally {
    room['work'] = undefined;
  }
}

/** It comes from the other room, where `Error` is another. */
function isTimeUp(error: unknown): boolean {
  return (
    typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
  );
}
