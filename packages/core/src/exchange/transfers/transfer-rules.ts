/** How far a hand-over between installations has come. `arriving`: messages came before the offer itself. */
export const transferStates = ['arriving', 'offered', 'withdrawing', 'withdrawn', 'accepted', 'declined'] as const;
export type TransferState = (typeof transferStates)[number];

/** What people do here (`withdraw`, `accept`, `decline`), and what the other installation says (`their-…`). */
export const transferEvents = [
  'their-offer',
  'withdraw',
  'accept',
  'decline',
  'their-withdraw',
  'their-withdrawn',
  'their-accept',
  'their-decline',
] as const;
export type TransferEvent = (typeof transferEvents)[number];

interface Step {
  readonly direction: 'out' | 'in';
  readonly from: TransferState;
  readonly event: TransferEvent;
  readonly to: TransferState;
}

/**
 * The receiver decides: a withdrawal counts once it says so. When acceptance and withdrawal cross on the way, the receiver
 * has accepted already and lets the withdrawal pass, and the sender, who waits for its word, reads that it was accepted.
 */
export const transferSteps: readonly Step[] = [
  { direction: 'out', from: 'offered', event: 'withdraw', to: 'withdrawing' },
  { direction: 'out', from: 'offered', event: 'their-accept', to: 'accepted' },
  { direction: 'out', from: 'offered', event: 'their-decline', to: 'declined' },
  { direction: 'out', from: 'withdrawing', event: 'their-withdrawn', to: 'withdrawn' },
  { direction: 'out', from: 'withdrawing', event: 'their-accept', to: 'accepted' },
  { direction: 'out', from: 'withdrawing', event: 'their-decline', to: 'declined' },
  { direction: 'in', from: 'arriving', event: 'their-offer', to: 'offered' },
  { direction: 'in', from: 'offered', event: 'accept', to: 'accepted' },
  { direction: 'in', from: 'offered', event: 'decline', to: 'declined' },
  { direction: 'in', from: 'offered', event: 'their-withdraw', to: 'withdrawn' },
];

/** The state that an event leads to; undefined: it changes nothing any more. */
export function transferAfter(
  { direction, state }: { readonly direction: 'out' | 'in'; readonly state: TransferState },
  event: TransferEvent,
): TransferState | undefined {
  return transferSteps.find((step) => step.direction === direction && step.from === state && step.event === event)?.to;
}

/** Whether the case is with the other council, or may come to be: it is handed over to nobody else meanwhile. */
export function isOut(state: TransferState): boolean {
  return state === 'offered' || state === 'withdrawing' || state === 'accepted';
}
