import type { Instant } from '../../../kernel/clock.js';
import { DAY_MS, HOUR_MS } from '../../../kernel/clock.js';
import { addContact } from './contacts.js';
import type { ContactContext } from './contact-context.js';
import type { DemoCase, DemoCustomer } from './types.js';

/**
 * Contacts that earlier work caused: people who chase a case that drags on, and people whose trouble came back after it
 * was closed. Looks at the cases from `firstCase` on; returns the number up to which it has looked.
 */
export function addFollowUps(
  context: ContactContext,
  customers: ReadonlyMap<string, DemoCustomer>,
  firstCase: number,
): number {
  const upTo = context.cases.length;
  for (const followed of context.cases.slice(firstCase, upTo)) {
    const customer = customers.get(followed.customerKey ?? '');
    if (!customer) continue;
    for (const at of chaseTimes(context, followed)) chase(context, followed, customer, at);
    const at = comesBackAt(context, followed);
    if (at !== undefined) comeBack(context, followed, customer, at);
  }
  return upTo;
}

/** The longer it takes past three days, and the later it is, the likelier a chase. */
function chaseTimes({ random, startAt, calendars }: ContactContext, followed: DemoCase): Instant[] {
  const until = followed.closedAt ?? startAt;
  const isLate = until > followed.dueAt;
  if (until - followed.loggedAt < 3 * DAY_MS || !random.chance(isLate ? 0.55 : 0.1)) return [];
  const first = isLate ? Math.max(followed.dueAt, followed.loggedAt + 2 * DAY_MS) : followed.loggedAt + 2 * DAY_MS;
  const times = Array.from({ length: isLate ? 2 : 1 }, () => first + Math.floor((until - first) * random.fraction()));
  return times
    .sort((a, b) => a - b)
    .map((at) => calendars.nextOfficeTime(at) + random.whole(0, 50) * 60_000)
    .filter((at) => at < Math.min(until, startAt - HOUR_MS));
}

function chase(context: ContactContext, followed: DemoCase, customer: DemoCustomer, at: Instant): void {
  const service = context.mix.get(followed.serviceKey);
  const interaction = addContact(context, {
    authorityKey: customer.authorityKey,
    channel: context.random.chance(0.85) ? 'telephone' : 'email',
    startedAt: at,
    customer,
    enquiries: [
      {
        service,
        outcome: 'existing-case',
        caseKey: followed.key,
        need: 'When is something going to be done about this?',
      },
    ],
    avoidableReason: 'chasing-progress',
  });
  followed.chases.push({ at: interaction.startedAt, interactionKey: interaction.key });
}

function comesBackAt({ random, startAt, calendars }: ContactContext, { closedAt }: DemoCase): Instant | undefined {
  if (closedAt === undefined || !random.chance(0.035)) return undefined;
  const at = calendars.nextOfficeTime(closedAt + random.whole(20, 160) * HOUR_MS);
  return at < startAt - HOUR_MS ? at : undefined;
}

function comeBack(context: ContactContext, followed: DemoCase, customer: DemoCustomer, at: Instant): void {
  addContact(context, {
    authorityKey: customer.authorityKey,
    channel: 'telephone',
    startedAt: at,
    customer,
    enquiries: [
      {
        service: context.mix.get(followed.serviceKey),
        outcome: 'case-logged',
        need: 'You closed it, but it is just the same',
        note: 'Closed before it was put right. Logged again and told the team.',
      },
    ],
    avoidableReason: 'repeat-because-not-fixed',
  });
}
