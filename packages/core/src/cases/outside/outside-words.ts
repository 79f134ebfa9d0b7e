import type { CaseEventData, OutsideStep } from '../types.js';

/** "Sent to Riverside Waste", in a case's timeline. */
export function outsideWords({ outside = 'heard', name = 'another system', theirReference }: CaseEventData): {
  title: string;
  detail?: string | undefined;
} {
  const words: Readonly<Record<OutsideStep, string>> = {
    waiting: `Going to ${name}`,
    sent: `Sent to ${name}`,
    failed: `Could not be sent to ${name}`,
    'kept-back': `Not sent to ${name}`,
    told: `Written to ${name}`,
    'not-told': `${name} could not be told`,
    withdrawn: `${name} was told that nothing is to be done any more`,
    heard: `From ${name}`,
    stuck: `${name} says what the case can’t follow`,
    settled: `What ${name} said is dealt with`,
  };
  return {
    title: words[outside],
    ...(theirReference === undefined ? {} : { detail: `under ${theirReference}` }),
  };
}
