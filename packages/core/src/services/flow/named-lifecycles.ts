import type { Lifecycle, LifecycleTable, Status, Transition } from './lifecycle-types.js';
import { STATUTORY_LIFECYCLES } from './statutory-lifecycles.js';

export const LIFECYCLE_NAMES = [
  'standard',
  'field-work',
  'application',
  'enquiry',
  'two-stage-complaint',
  'information-request',
] as const;
export type LifecycleName = (typeof LIFECYCLE_NAMES)[number];

/** The lifecycle that definitions call by this name. */
export function namedLifecycle(name: LifecycleName): Lifecycle {
  const [statuses, transitions] = TABLES[name];
  return {
    name,
    statuses: statuses.map(([key, kind, label, publicLabel]): Status => ({ key, label, publicLabel, kind })),
    initial: statuses[0][0],
    transitions: transitions.map(([from, event, to, label, needs]): Transition => ({
      from,
      event,
      to,
      label,
      ...(needs === 'reason' ? { needsReason: true } : {}),
    })),
  };
}

const STANDARD: LifecycleTable = [
  [
    ['received', 'open', 'Received', 'We have your request and will look at it'],
    ['in-progress', 'open', 'In progress', 'We are working on it'],
    ['waiting-for-customer', 'waiting', 'Waiting for the customer', 'We need something from you before we can go on'],
    ['waiting-for-others', 'waiting', 'Waiting for somebody else', 'We are waiting for another organisation'],
    ['resolved', 'closed', 'Resolved', 'Finished'],
    ['cancelled', 'closed', 'Cancelled', 'Cancelled'],
  ],
  [
    ['received', 'start', 'in-progress', 'Start work'],
    ['received', 'ask-customer', 'waiting-for-customer', 'Ask the customer for something'],
    ['received', 'resolve', 'resolved', 'Resolve'],
    ['received', 'cancel', 'cancelled', 'Cancel'],
    ['in-progress', 'ask-customer', 'waiting-for-customer', 'Ask the customer for something'],
    ['in-progress', 'wait-for-others', 'waiting-for-others', 'Wait for somebody else'],
    ['in-progress', 'resolve', 'resolved', 'Resolve'],
    ['in-progress', 'cancel', 'cancelled', 'Cancel'],
    ['waiting-for-customer', 'resume', 'in-progress', 'Customer has answered'],
    ['waiting-for-customer', 'resolve', 'resolved', 'Resolve'],
    ['waiting-for-customer', 'cancel', 'cancelled', 'Cancel: no answer'],
    ['waiting-for-others', 'resume', 'in-progress', 'Go on'],
    ['waiting-for-others', 'resolve', 'resolved', 'Resolve'],
    ['resolved', 'reopen', 'in-progress', 'Reopen'],
    ['cancelled', 'reopen', 'in-progress', 'Reopen'],
  ],
];

const FIELD_WORK: LifecycleTable = [
  [
    ['received', 'open', 'Received', 'We have your report and will look at it'],
    ['to-inspect', 'open', 'To be inspected', 'An inspector will look at the site'],
    ['scheduled', 'open', 'Work scheduled', 'The work is planned'],
    ['in-progress', 'open', 'Crew on site', 'A crew is working on it'],
    ['waiting-for-customer', 'waiting', 'Waiting for the customer', 'We need something from you before we can go on'],
    [
      'waiting-for-others',
      'waiting',
      'Waiting for parts or others',
      'We are waiting for parts or another organisation',
    ],
    ['done', 'closed', 'Done', 'The work is finished'],
    ['no-work-needed', 'closed', 'No work needed', 'We looked, and no work is needed'],
    ['cancelled', 'closed', 'Cancelled', 'Cancelled'],
  ],
  [
    ['received', 'inspect', 'to-inspect', 'Send an inspector'],
    ['received', 'schedule', 'scheduled', 'Schedule the work'],
    ['received', 'start', 'in-progress', 'Crew has started'],
    ['received', 'ask-customer', 'waiting-for-customer', 'Ask the customer for something'],
    ['received', 'finish', 'done', 'Work is done'],
    ['received', 'close-without-work', 'no-work-needed', 'No work needed'],
    ['received', 'cancel', 'cancelled', 'Cancel'],
    ['to-inspect', 'schedule', 'scheduled', 'Schedule the work'],
    ['to-inspect', 'ask-customer', 'waiting-for-customer', 'Ask the customer for something'],
    ['to-inspect', 'finish', 'done', 'Made good during inspection'],
    ['to-inspect', 'close-without-work', 'no-work-needed', 'No work needed'],
    ['scheduled', 'start', 'in-progress', 'Crew has started'],
    ['scheduled', 'wait-for-others', 'waiting-for-others', 'Wait for parts or others'],
    ['scheduled', 'finish', 'done', 'Work is done'],
    ['scheduled', 'close-without-work', 'no-work-needed', 'No work needed'],
    ['scheduled', 'cancel', 'cancelled', 'Cancel'],
    ['in-progress', 'wait-for-others', 'waiting-for-others', 'Wait for parts or others'],
    ['in-progress', 'finish', 'done', 'Work is done'],
    ['waiting-for-customer', 'resume', 'received', 'Customer has answered'],
    ['waiting-for-customer', 'cancel', 'cancelled', 'Cancel: no answer'],
    ['waiting-for-others', 'resume', 'scheduled', 'Go on'],
    ['waiting-for-others', 'finish', 'done', 'Work is done'],
    ['done', 'reopen', 'received', 'Reopen: the fault is still there'],
    ['no-work-needed', 'reopen', 'received', 'Reopen: look again'],
    ['cancelled', 'reopen', 'received', 'Reopen'],
  ],
];

const APPLICATION: LifecycleTable = [
  [
    ['received', 'open', 'Received', 'We have your application'],
    ['checking', 'open', 'Being checked', 'We are checking your application'],
    ['waiting-for-customer', 'waiting', 'Waiting for evidence', 'We need something from you before we can decide'],
    ['waiting-for-others', 'waiting', 'Waiting for somebody else', 'We are waiting for another organisation'],
    ['deciding', 'open', 'Ready to decide', 'We have everything and are deciding'],
    ['approved', 'closed', 'Approved', 'Your application is approved'],
    ['refused', 'closed', 'Refused', 'Your application is refused; we have told you why'],
    ['withdrawn', 'closed', 'Withdrawn', 'The application was withdrawn'],
  ],
  [
    ['received', 'check', 'checking', 'Start checking'],
    ['received', 'approve', 'approved', 'Approve'],
    ['received', 'withdraw', 'withdrawn', 'Withdraw'],
    ['checking', 'ask-customer', 'waiting-for-customer', 'Ask for evidence'],
    ['checking', 'wait-for-others', 'waiting-for-others', 'Wait for somebody else'],
    ['checking', 'complete', 'deciding', 'Everything is here'],
    ['checking', 'approve', 'approved', 'Approve'],
    ['checking', 'refuse', 'refused', 'Refuse'],
    ['checking', 'withdraw', 'withdrawn', 'Withdraw'],
    ['waiting-for-customer', 'resume', 'checking', 'Evidence has arrived'],
    ['waiting-for-customer', 'refuse', 'refused', 'Refuse: no evidence'],
    ['waiting-for-customer', 'withdraw', 'withdrawn', 'Withdraw'],
    ['waiting-for-others', 'resume', 'checking', 'Go on'],
    ['deciding', 'approve', 'approved', 'Approve'],
    ['deciding', 'refuse', 'refused', 'Refuse'],
    ['refused', 'review', 'checking', 'Review the decision'],
    ['withdrawn', 'reopen', 'received', 'Reopen'],
  ],
];

const ENQUIRY: LifecycleTable = [
  [
    ['received', 'open', 'Received', 'We have your question'],
    ['in-progress', 'open', 'Being answered', 'We are preparing an answer'],
    ['waiting-for-customer', 'waiting', 'Waiting for the customer', 'We need something from you before we can answer'],
    ['answered', 'closed', 'Answered', 'We have answered'],
    ['closed', 'closed', 'Closed without an answer', 'Closed'],
  ],
  [
    ['received', 'start', 'in-progress', 'Start work'],
    ['received', 'ask-customer', 'waiting-for-customer', 'Ask the customer for something'],
    ['received', 'answer', 'answered', 'Answer'],
    ['received', 'close', 'closed', 'Close without an answer'],
    ['in-progress', 'ask-customer', 'waiting-for-customer', 'Ask the customer for something'],
    ['in-progress', 'answer', 'answered', 'Answer'],
    ['in-progress', 'close', 'closed', 'Close without an answer'],
    ['waiting-for-customer', 'resume', 'in-progress', 'Customer has answered'],
    ['waiting-for-customer', 'answer', 'answered', 'Answer with what we have'],
    ['waiting-for-customer', 'close', 'closed', 'Close: no answer'],
    ['answered', 'reopen', 'in-progress', 'Reopen'],
    ['closed', 'reopen', 'in-progress', 'Reopen'],
  ],
];

const TABLES: Record<LifecycleName, LifecycleTable> = {
  standard: STANDARD,
  'field-work': FIELD_WORK,
  application: APPLICATION,
  enquiry: ENQUIRY,
  ...STATUTORY_LIFECYCLES,
};
