/** How far an offer to take something over has come. All but `offered` are its end. */
export const handoverStates = ['offered', 'accepted', 'declined', 'returned', 'withdrawn'] as const;
export type HandoverState = (typeof handoverStates)[number];

export const handoverEvents = ['accept', 'decline', 'return', 'withdraw'] as const;
export type HandoverEvent = (typeof handoverEvents)[number];

/** What may happen to an offer. An end is an end: nothing leads out of it, and who passes it on again makes another offer. */
export const handoverSteps = [
  { from: 'offered', event: 'accept', to: 'accepted' },
  { from: 'offered', event: 'decline', to: 'declined' },
  { from: 'offered', event: 'return', to: 'returned' },
  { from: 'offered', event: 'withdraw', to: 'withdrawn' },
] as const satisfies readonly { from: HandoverState; event: HandoverEvent; to: HandoverState }[];

/** The state that an event leads to; undefined: it can't happen any more. */
export function stateAfter(state: HandoverState, event: HandoverEvent): HandoverState | undefined {
  return handoverSteps.find((step) => step.from === state && step.event === event)?.to;
}

/** One owner: whoever gave it until somebody accepts, then whoever accepted. */
export function ownerAfter<O>(giver: O, offers: readonly { readonly state: HandoverState; readonly receiver: O }[]): O {
  return offers.findLast(({ state }) => state === 'accepted')?.receiver ?? giver;
}

/** Working time after which an offer returns, where neither its team nor its council has set another: one day. */
export const usualWorkingMinutes = 8 * 60;

/** The time that holds for an offer: the team's own, else its council's, else the usual one. */
export function workingMinutesFor(
  teamId: string | null,
  set: readonly { readonly teamId: string | null; readonly workingMinutes: number }[],
): number {
  const own = teamId === null ? undefined : set.find((time) => time.teamId === teamId);
  const found = own ?? set.find((time) => time.teamId === null);
  return found?.workingMinutes ?? usualWorkingMinutes;
}
