import type { LifecycleTable } from './lifecycle-types.js';

/**
 * Complaints as the Local Government and Social Care Ombudsman's Complaint Handling Code (2024) has them: acknowledged and
 * answered in two stages, longer only with a reason that the customer is told. The time doesn't stand still while the
 * customer is asked for something.
 */
const TWO_STAGE_COMPLAINT: LifecycleTable = [
  [
    ['received', 'open', 'Stage 1: to acknowledge', 'We have your complaint'],
    ['stage-1', 'open', 'Stage 1: being looked into', 'We are looking into your complaint'],
    ['stage-1-waiting', 'waiting', 'Stage 1: customer asked for something', 'We have asked you for something'],
    ['stage-1-extended', 'open', 'Stage 1: needs longer', 'We need longer to answer, and have told you why'],
    ['stage-1-answered', 'closed', 'Stage 1 answered', 'We have answered; you can ask for a review'],
    ['stage-2-received', 'open', 'Stage 2: to acknowledge', 'We have your request for a review'],
    ['stage-2', 'open', 'Stage 2: review', 'Somebody who was not involved is reviewing our answer'],
    ['stage-2-waiting', 'waiting', 'Stage 2: customer asked for something', 'We have asked you for something'],
    ['stage-2-extended', 'open', 'Stage 2: needs longer', 'We need longer to review it, and have told you why'],
    ['stage-2-answered', 'closed', 'Stage 2 answered', 'We have given our final answer; you can go to the Ombudsman'],
    ['withdrawn', 'closed', 'Withdrawn', 'The complaint was withdrawn'],
  ],
  [
    ['received', 'acknowledge', 'stage-1', 'Acknowledge and look into it'],
    ['received', 'answer', 'stage-1-answered', 'Answer at once'],
    ['received', 'withdraw', 'withdrawn', 'Withdraw'],
    ['stage-1', 'ask-customer', 'stage-1-waiting', 'Ask the customer for something'],
    ['stage-1', 'extend', 'stage-1-extended', 'Take longer, and tell the customer why', 'reason'],
    ['stage-1', 'answer', 'stage-1-answered', 'Send the stage 1 answer'],
    ['stage-1', 'withdraw', 'withdrawn', 'Withdraw'],
    ['stage-1-waiting', 'resume', 'stage-1', 'Customer has answered'],
    ['stage-1-waiting', 'extend', 'stage-1-extended', 'Take longer, and tell the customer why', 'reason'],
    ['stage-1-waiting', 'answer', 'stage-1-answered', 'Answer with what we have'],
    ['stage-1-extended', 'answer', 'stage-1-answered', 'Send the stage 1 answer'],
    ['stage-1-extended', 'withdraw', 'withdrawn', 'Withdraw'],
    ['stage-1-answered', 'escalate', 'stage-2-received', 'Customer asks for a review'],
    ['stage-2-received', 'acknowledge', 'stage-2', 'Acknowledge the review'],
    ['stage-2-received', 'withdraw', 'withdrawn', 'Withdraw'],
    ['stage-2', 'ask-customer', 'stage-2-waiting', 'Ask the customer for something'],
    ['stage-2', 'extend', 'stage-2-extended', 'Take longer, and tell the customer why', 'reason'],
    ['stage-2', 'answer', 'stage-2-answered', 'Send the final answer'],
    ['stage-2', 'withdraw', 'withdrawn', 'Withdraw'],
    ['stage-2-waiting', 'resume', 'stage-2', 'Customer has answered'],
    ['stage-2-waiting', 'extend', 'stage-2-extended', 'Take longer, and tell the customer why', 'reason'],
    ['stage-2-waiting', 'answer', 'stage-2-answered', 'Answer with what we have'],
    ['stage-2-extended', 'answer', 'stage-2-answered', 'Send the final answer'],
    ['stage-2-extended', 'withdraw', 'withdrawn', 'Withdraw'],
    ['withdrawn', 'reopen', 'stage-1', 'Reopen'],
  ],
];

/**
 * Requests under the Freedom of Information Act 2000: clarification (section 1(3)), a fee (section 10(2)), more time to
 * weigh the public interest (section 10(3)), and the internal review of the section 45 code of practice.
 */
const INFORMATION_REQUEST: LifecycleTable = [
  [
    ['received', 'open', 'Received', 'We have your request'],
    ['in-progress', 'open', 'Being searched for', 'We are finding the information'],
    [
      'waiting-for-customer',
      'waiting',
      'Waiting for clarification',
      'We have asked you to say more about your request',
    ],
    ['waiting-for-fee', 'waiting', 'Waiting for the fee', 'We have told you the fee and wait for it'],
    ['public-interest', 'open', 'Public interest being weighed', 'We need longer to decide, and have told you why'],
    ['answered', 'closed', 'Answered', 'We have answered; you can ask us to look again'],
    ['closed', 'closed', 'Closed without an answer', 'Closed'],
    ['review', 'open', 'Internal review', 'Somebody who was not involved is looking again at our answer'],
    ['review-extended', 'open', 'Internal review: needs longer', 'We need longer to look again, and have told you why'],
    [
      'review-answered',
      'closed',
      'Review answered',
      'We have looked again; you can go to the Information Commissioner',
    ],
  ],
  [
    ['received', 'start', 'in-progress', 'Start the search'],
    ['received', 'ask-customer', 'waiting-for-customer', 'Ask for clarification'],
    ['received', 'answer', 'answered', 'Answer'],
    ['received', 'close', 'closed', 'Close without an answer'],
    ['in-progress', 'ask-customer', 'waiting-for-customer', 'Ask for clarification'],
    ['in-progress', 'ask-fee', 'waiting-for-fee', 'Ask for the fee'],
    ['in-progress', 'extend', 'public-interest', 'Take longer to weigh the public interest', 'reason'],
    ['in-progress', 'answer', 'answered', 'Answer'],
    ['in-progress', 'close', 'closed', 'Close without an answer'],
    ['waiting-for-customer', 'clarify', 'in-progress', 'Clarification has arrived'],
    ['waiting-for-customer', 'close', 'closed', 'Close: no clarification'],
    ['waiting-for-fee', 'pay', 'in-progress', 'Fee is paid'],
    ['waiting-for-fee', 'close', 'closed', 'Close: no fee in three months'],
    ['public-interest', 'answer', 'answered', 'Answer'],
    ['answered', 'review', 'review', 'Customer asks us to look again'],
    ['closed', 'reopen', 'in-progress', 'Reopen'],
    ['review', 'extend', 'review-extended', 'Take longer over the review', 'reason'],
    ['review', 'answer', 'review-answered', 'Send the review’s answer'],
    ['review-extended', 'answer', 'review-answered', 'Send the review’s answer'],
  ],
];

/** The lifecycles that a law or a code gives its steps, by name. */
export const STATUTORY_LIFECYCLES = {
  'two-stage-complaint': TWO_STAGE_COMPLAINT,
  'information-request': INFORMATION_REQUEST,
} satisfies Record<string, LifecycleTable>;
