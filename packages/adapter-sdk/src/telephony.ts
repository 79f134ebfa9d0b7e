import type { AdapterInstance } from './contract.js';
import type { InboundNews, InboundRequest } from './inbound.js';

/** How far a call is: it rings at somebody or waits in a queue, somebody has answered it, it is over. */
export const callStates = ['ringing', 'answered', 'ended'] as const;
export type CallState = (typeof callStates)[number];

/** Something that happened to a call. Told in any order, and more than once under one key. */
export interface CallNews extends InboundNews {
  readonly what: 'call';
  /** The telephone system's name of the call, the same for the whole call. */
  readonly callId: string;
  readonly state: CallState;
  /** The number that calls, in any spelling, a SIP address, or how a withheld one is written. Null: not said. */
  readonly caller: string | null;
  /** The number that was dialled: one of the councils' lines. Null: not said. */
  readonly called: string | null;
  /** At whom it rings, or who answered: sign-in name, mail address, whole name or number. Null: nobody, or not said. */
  readonly agent: string | null;
}

/** An adapter of the kind `telephony`: hears of calls from a telephone system, and asks it nothing. */
export interface TelephonyInstance extends AdapterInstance {
  receive(request: InboundRequest): Promise<readonly CallNews[]>;
}
