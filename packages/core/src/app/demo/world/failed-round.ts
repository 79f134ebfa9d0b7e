import type { Instant } from '../../../kernel/clock.js';
import { HOUR_MS, MINUTE_MS } from '../../../kernel/clock.js';
import { localDateAt } from '../../../kernel/london-time.js';
import type { Answers } from '../../../services/index.js';
import { addContact, type PlannedEnquiry } from './contacts.js';
import type { ContactContext } from './contact-context.js';
import { failedRoundAt, noticeAfterMs } from './fact-times.js';
import { isOnFailedRound } from './property-facts.js';
import { failedRoundStreets } from './streets.js';
import type { DemoCustomer, DemoIncident } from './types.js';

/** How many neighbours got in touch before the notice of the failed round was up, and after. */
const loggedBeforeNotice = 9;
const answeredAfterNotice = 7;

/**
 * This morning's failed round in Dunmere: what came before the notice was logged for the supervisors, what came after
 * was answered from it.
 */
export function addFailedRound(context: ContactContext): DemoIncident {
  const { random, cases } = context;
  const failedAt = failedRoundAt(context.startAt);
  const before = cases.length;
  random
    .shuffle(neighboursOf(context))
    .slice(0, loggedBeforeNotice + answeredAfterNotice)
    .forEach((customer, index) => getInTouch(context, failedAt, customer, index));
  return {
    key: 'failed-bin-round',
    title: 'The bin round that failed this morning',
    authorityKeys: ['dunmere'],
    onDate: localDateAt(failedAt),
    streets: [...failedRoundStreets],
    caseKeys: cases.slice(before).map(({ key }) => key),
  };
}

function neighboursOf(context: ContactContext): DemoCustomer[] {
  return context.customersOf('dunmere').filter((customer) => {
    const home = context.homeOf(customer);
    return home !== undefined && isOnFailedRound(home) && customer.kind === 'person';
  });
}

function getInTouch(context: ContactContext, failedAt: Instant, customer: DemoCustomer, index: number): void {
  const logged = index < loggedBeforeNotice;
  const afterFailure = logged
    ? (12 + index * 6) * MINUTE_MS
    : noticeAfterMs + (index - loggedBeforeNotice) * 2 * MINUTE_MS;
  const startedAt = failedAt + afterFailure;
  if (startedAt > context.startAt - 10 * MINUTE_MS) return;
  addContact(context, {
    authorityKey: 'dunmere',
    channel: logged && context.random.chance(0.3) ? 'web' : 'telephone',
    startedAt,
    customer,
    enquiries: [logged ? loggedEnquiry(context, failedAt) : answeredEnquiry(context)],
    ...(logged ? {} : { avoidableReason: 'service-failed' }),
  });
}

const need = 'The whole street has been left, and the lorry has gone';

function loggedEnquiry({ mix }: ContactContext, failedAt: Instant): PlannedEnquiry {
  return {
    service: mix.get('missed-bin-collection'),
    outcome: 'case-logged',
    need,
    note: 'Whole street reported; logged for the supervisor.',
    description: need,
    answers: wholeStreetAnswers(failedAt),
    closesAt: failedAt + 9 * HOUR_MS,
  };
}

function answeredEnquiry({ mix }: ContactContext): PlannedEnquiry {
  const note = 'Read out the notice: the crew is coming back, leave the bins out.';
  return { service: mix.get('missed-bin-collection'), outcome: 'answered', need, note };
}

/** What every caller says: today’s rubbish bin, out on time, the whole street left. */
function wholeStreetAnswers(failedAt: Instant): Answers {
  return {
    bin: 'rubbish',
    'missed-on': localDateAt(failedAt),
    'out-by-seven': true,
    tag: 'none',
    neighbours: 'whole-street',
  };
}
