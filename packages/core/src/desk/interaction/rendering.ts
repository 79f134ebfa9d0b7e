import type { FoundStop } from '../../services/index.js';
import type { Participant } from '../../interactions/index.js';
import type { Place } from '../../places/index.js';
import type { DescribedSummary, Elsewhere, OwnerQuestion, RawForm, WorksAnswer } from '../../cases/index.js';
import type { Instant } from '../../kernel/clock.js';
import type { FieldFault } from '../../kernel/errors.js';
import { callHref, type ShownParts } from './call-address.js';
import { errorAt } from '../../web/form-faults.js';

/** What a form sent, as the page prints it again: by field, the last value of each. */
export type Typed = Readonly<Record<string, string>>;

/** A case's form that was sent and needs another look: what was typed, and why it was refused. */
export interface LogRetry {
  readonly raw: RawForm;
  readonly participant: Participant | undefined;
  readonly note: string;
  readonly priority: string;
  readonly faults: readonly FieldFault[];
  readonly stops: readonly FoundStop[];
  /** Open cases that it is probably about already. */
  readonly alike?: readonly DescribedSummary[];
  /** Another council answers at the address that was chosen. */
  readonly owner?: OwnerQuestion;
  /** That it is logged with the service’s council all the same. */
  readonly kept?: string | undefined;
  /** The address that was chosen, where it isn’t the contact’s. */
  readonly at?: Place | undefined;
  /** Addresses found for what was searched. */
  readonly found?: { readonly searched: string; readonly places: readonly Place[] };
  /** What the system in which the work is done says. */
  readonly works?: WorksAnswer | undefined;
  /** What another system says of the address that was looked up. */
  readonly elsewhere?: Elsewhere | undefined;
}

/** What view models need besides what was read. */
export interface Rendering {
  readonly csrfToken: string;
  /** Makes a form that is sent twice harmless. */
  readonly once: string;
  readonly now: Instant;
  readonly shown: ShownParts;
  /** Why the last form was refused. */
  readonly faults: readonly FieldFault[];
  readonly typed: Typed;
  readonly retry: LogRetry | undefined;
  readonly may: {
    readonly createCustomers: boolean;
    readonly logCases: boolean;
    /** Whether the adviser takes contacts for that council and logs its cases. */
    readonly logWith: (authorityId: number) => boolean;
    readonly chaseCases: boolean;
    readonly openCustomers: boolean;
    readonly takePayments: boolean;
    readonly sendAnswers: boolean;
    readonly promiseCallBacks: boolean;
  };
}

/** What every form of the page carries. */
export interface FormBasics {
  readonly action: string;
  readonly csrfToken: string;
  readonly version: number;
}

/** A form of the interaction's that comes back to the parts that are open. */
export function formTo(
  part: string,
  { id, version }: { readonly id: string; readonly version: number },
  { csrfToken, shown }: Rendering,
): FormBasics {
  return { action: callHref(id, shown, part), csrfToken, version };
}

export function errorOf(field: string, { faults }: Pick<Rendering, 'faults'>): { text: string } | undefined {
  return errorAt(faults, field);
}
