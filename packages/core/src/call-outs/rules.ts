import type { Ring } from './types.js';

/** How far a call-out has come. The last two are its end; an exhausted one stays open until somebody does something. */
export const callOutStates = ['ringing', 'exhausted', 'accepted', 'stood-down'] as const;
export type CallOutState = (typeof callOutStates)[number];

/** What whoever is rung says, or is said of them; `unanswered`: the time to answer was over. */
export const ringOutcomes = ['accepted', 'declined', 'not-reached', 'unanswered'] as const;
export type RingOutcome = (typeof ringOutcomes)[number];

export const callOutEvents = ['ring', 'exhaust', 'accept', 'stand-down'] as const;
export type CallOutEvent = (typeof callOutEvents)[number];

/** What may happen to a call-out. Nothing leads out of an end: what happens again is called out again. */
export const callOutSteps = [
  { from: 'ringing', event: 'ring', to: 'ringing' },
  { from: 'ringing', event: 'exhaust', to: 'exhausted' },
  { from: 'ringing', event: 'accept', to: 'accepted' },
  { from: 'ringing', event: 'stand-down', to: 'stood-down' },
  { from: 'exhausted', event: 'ring', to: 'ringing' },
  { from: 'exhausted', event: 'exhaust', to: 'exhausted' },
  { from: 'exhausted', event: 'accept', to: 'accepted' },
  { from: 'exhausted', event: 'stand-down', to: 'stood-down' },
] as const satisfies readonly { from: CallOutState; event: CallOutEvent; to: CallOutState }[];

export function stateAfter(state: CallOutState, event: CallOutEvent): CallOutState | undefined {
  return callOutSteps.find((step) => step.from === state && step.event === event)?.to;
}

export function isOpen(state: CallOutState): boolean {
  return state === 'ringing' || state === 'exhausted';
}

/** Who is rung next: the first after a place of whom nothing is known yet. Undefined: nobody is left. */
export function nextToRing(
  rings: readonly Pick<Ring, 'place' | 'outcome'>[],
  after: number,
): { readonly place: number } | undefined {
  return rings.filter(({ place, outcome }) => place > after && outcome === null).sort((a, b) => a.place - b.place)[0];
}
