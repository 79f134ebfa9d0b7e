import type { ServiceDefinition } from '../types.js';

interface Renamed {
  readonly from: string;
  readonly to: string;
}

/** The one entry of a list that has another key now; undefined where entries came, went or moved. */
export function renamedKey(
  before: readonly { readonly key: string }[],
  after: readonly Readonly<Record<string, unknown>>[],
): Renamed | undefined {
  if (before.length !== after.length) return undefined;
  const [first, ...others] = before.flatMap(({ key: from }, index): Renamed[] => {
    const to = after[index]?.['key'];
    return typeof to === 'string' && to !== from ? [{ from, to }] : [];
  });
  if (!first || others.length > 0 || before.some(({ key }) => key === first.to)) return undefined;
  return first;
}

/**
 * The definition with another key for a status in all that names it: steps, clocks, tasks, messages and Welsh. The
 * statuses themselves are the caller's. Cases that are there keep the version that they were logged under.
 */
export function renameStatus(definition: ServiceDefinition, { from, to }: Renamed): ServiceDefinition {
  const other = (key: string): string => (key === from ? to : key);
  const { lifecycle, sla, tasks, messages, welsh } = definition;
  return {
    ...definition,
    lifecycle: {
      ...lifecycle,
      initial: other(lifecycle.initial),
      transitions: lifecycle.transitions.map((step) => ({ ...step, from: other(step.from), to: other(step.to) })),
    },
    sla: {
      ...sla,
      pausesIn: sla.pausesIn.map(other),
      restarts: sla.restarts.map(({ from: comingFrom, ...clock }) => ({
        ...clock,
        status: other(clock.status),
        ...(comingFrom ? { from: comingFrom.map(other) } : {}),
      })),
      extends: sla.extends.map((longer) => ({ ...longer, status: other(longer.status) })),
    },
    tasks: tasks.map((task) => (task.at === undefined ? task : { ...task, at: other(task.at) })),
    messages: messages.map((one) => (one.status === undefined ? one : { ...one, status: other(one.status) })),
    welsh: Object.fromEntries(
      Object.entries(welsh).map(([key, words]) => [key === `statuses.${from}` ? `statuses.${to}` : key, words]),
    ),
  };
}
