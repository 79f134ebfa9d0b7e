import type { Lifecycle } from '../flow/lifecycle-types.js';
import type { Fault } from '../types.js';

/** What is wrong with a lifecycle: names that lead nowhere, statuses that can't be reached or left. */
export function checkLifecycle(lifecycle: Lifecycle): Fault[] {
  const names = [...checkStatusNames(lifecycle), ...checkTransitions(lifecycle)];
  return names.length > 0 ? names : checkPaths(lifecycle);
}

function checkStatusNames({ statuses, initial }: Lifecycle): Fault[] {
  const faults: Fault[] = statuses.flatMap(({ key }, index) =>
    statuses.slice(0, index).some((earlier) => earlier.key === key)
      ? [{ path: `lifecycle.statuses.${index}.key`, message: `Two statuses have the key ${key}: rename one` }]
      : [],
  );
  const first = statuses.find(({ key }) => key === initial);
  if (first?.kind !== 'open') {
    faults.push({
      path: 'lifecycle.initial',
      message: `The initial status ${initial} must be one of the open statuses`,
    });
  }
  if (!statuses.some(({ kind }) => kind === 'closed')) {
    faults.push({ path: 'lifecycle.statuses', message: 'No status is closed: a case could never end' });
  }
  return faults;
}

function checkTransitions({ statuses, transitions }: Lifecycle): Fault[] {
  return transitions.flatMap((transition, index) => {
    const faults: Fault[] = (['from', 'to'] as const)
      .filter((end) => !statuses.some(({ key }) => key === transition[end]))
      .map((end) => ({
        path: `lifecycle.transitions.${index}.${end}`,
        message: `There is no status ${transition[end]}`,
      }));
    const isRepeated = transitions
      .slice(0, index)
      .some(({ from, event }) => from === transition.from && event === transition.event);
    if (isRepeated) {
      const message = `The event ${transition.event} leaves ${transition.from} twice: one of them would never happen`;
      faults.push({ path: `lifecycle.transitions.${index}.event`, message });
    }
    return faults;
  });
}

function checkPaths({ statuses, initial, transitions }: Lifecycle): Fault[] {
  const reached = spread([initial], (key) => transitions.filter(({ from }) => from === key).map(({ to }) => to));
  const closed = statuses.filter(({ kind }) => kind === 'closed').map(({ key }) => key);
  const ending = spread(closed, (key) => transitions.filter(({ to }) => to === key).map(({ from }) => from));
  return statuses.flatMap(({ key }, index) => {
    const path = `lifecycle.statuses.${index}`;
    if (!reached.has(key)) return [{ path, message: `No transition leads to ${key} from ${initial}` }];
    return ending.has(key) ? [] : [{ path, message: `No transition leads from ${key} to a closed status` }];
  });
}

/** Everything that can be got to from the starts. */
function spread(starts: string[], next: (key: string) => string[]): Set<string> {
  const found = new Set(starts);
  for (const key of found) for (const other of next(key)) found.add(other);
  return found;
}
