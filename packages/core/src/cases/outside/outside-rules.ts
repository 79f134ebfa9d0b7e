import { allowedTransitions, findStatus, type ServiceDefinition } from '../../services/index.js';
import type { Case } from '../types.js';
import type { OutsideWord } from './outside-types.js';

/** What becomes of a status that another system reports. */
export type NewsStep =
  | {
      readonly does: 'apply';
      readonly event: string;
      readonly needsReason: boolean;
      readonly outcome: string | undefined;
    }
  | { readonly does: 'noted' | 'late' }
  | { readonly does: 'stuck'; readonly why: string };

/**
 * How a case follows what another system reports: by a step of its own lifecycle, or not at all. Nothing is guessed: what
 * no step leads to is for staff to settle.
 * @param latestAt when the newest of what took effect already happened there
 */
export function stepFor(
  { lifecycle, outcomes }: Pick<ServiceDefinition, 'lifecycle' | 'outcomes'>,
  { status: from }: Pick<Case, 'status'>,
  { status: key, outcome, saidAt }: Pick<OutsideWord, 'status' | 'outcome' | 'saidAt'>,
  latestAt: number | null,
): NewsStep {
  if (latestAt !== null && saidAt < latestAt) return { does: 'late' };
  if (key === null || key === from) return { does: 'noted' };
  const to = findStatus(lifecycle, key);
  if (to === undefined)
    return { does: 'stuck', why: `The connection maps it to “${key}”, which is no status of this service` };
  const step = allowedTransitions(lifecycle, from).find((one) => one.to === key && !one.leadersOnly);
  const here = findStatus(lifecycle, from)?.label ?? from;
  if (step === undefined) return { does: 'stuck', why: `No step leads from “${here}” to “${to.label}”` };
  const isKnown = outcomes.some((one) => one.key === outcome);
  if (to.kind === 'closed' && !isKnown)
    return { does: 'stuck', why: `“${to.label}” takes an outcome of this service, and the connection maps none` };
  const closing = to.kind === 'closed' && outcome !== null ? outcome : undefined;
  return { does: 'apply', event: step.event, needsReason: step.needsReason === true, outcome: closing };
}
