import { expectEffort } from './effort.js';
import { journey } from './journey.js';
import type { Partnership } from './partnership.js';
import { byKeyboard, withoutScripts, type Worker } from './worker.js';

export interface Task {
  readonly task: string;
  /** Most keys that it may take, characters included; it takes no click. */
  readonly keys: number;
  readonly at: () => Partnership;
}

/** One run of a task. */
export interface Run {
  /** Tells the runs apart, so that neither needs a record that the other has used up. */
  readonly run: 0 | 1;
  /** Sits down at somebody's desk; with no name, at the browser of a customer. */
  readonly as: (name?: string) => Promise<Worker>;
}

/** A task that works by keyboard alone, within its limit, and without JavaScript. Its steps answer who did it. */
export function bothWays({ task, keys, at }: Task, steps: (run: Run) => Promise<readonly Worker[]>): void {
  const who = (name: string | undefined): { at: Partnership; as?: string } => ({
    at: at(),
    ...(name === undefined ? {} : { as: name }),
  });
  journey(`${task}: by keyboard alone`, async (open) => {
    const workers = await steps({ run: 0, as: async (name) => byKeyboard(await open(who(name))) });
    const sum = (of: 'keys' | 'clicks'): number => workers.reduce((total, { effort }) => total + effort[of], 0);
    expectEffort({ keys: sum('keys'), clicks: sum('clicks') }, { task, keys, clicks: 0 });
  });
  journey(`${task}: without JavaScript`, async (open) => {
    await steps({ run: 1, as: async (name) => withoutScripts(await open({ ...who(name), javaScript: 'off' })) });
  });
}
