import type { Lifecycle, Status, Transition } from './lifecycle-types.js';

/** The new status, or why the event can't happen now. */
export type TransitionResult =
  | { moved: true; status: Status; transition: Transition }
  | { moved: false; code: 'unknown_status' | 'unknown_event' | 'not_from_here'; message: string };

/** What may happen next to a case in this status, in the lifecycle's order. */
export function allowedTransitions({ transitions }: Lifecycle, status: string): Transition[] {
  return transitions.filter(({ from }) => from === status);
}

export function applyTransition(lifecycle: Lifecycle, status: string, event: string): TransitionResult {
  const current = findStatus(lifecycle, status);
  if (current === undefined) {
    return { moved: false, code: 'unknown_status', message: `The lifecycle ${lifecycle.name} has no status ${status}` };
  }
  if (!lifecycle.transitions.some((transition) => transition.event === event)) {
    return { moved: false, code: 'unknown_event', message: `The lifecycle ${lifecycle.name} has no event ${event}` };
  }
  const allowed = allowedTransitions(lifecycle, status);
  const transition = allowed.find((candidate) => candidate.event === event);
  const next = transition && findStatus(lifecycle, transition.to);
  if (!transition || !next) {
    const choices = allowed.map(({ label }) => `“${label}”`).join(', ') || 'nothing';
    return { moved: false, code: 'not_from_here', message: `From “${current.label}” the next step can be ${choices}` };
  }
  return { moved: true, status: next, transition };
}

export function findStatus({ statuses }: Lifecycle, key: string): Status | undefined {
  return statuses.find((status) => status.key === key);
}
