import type { z } from 'zod';
import { calendarOf, setCalendar } from '../../authorities/index.js';
import { systemActor } from '../../kernel/actor.js';
import { WEEKDAYS } from '../../kernel/date-words.js';
import type { AuthorityId } from '../../kernel/scope.js';
import type { TestWorld } from '../../testing/harness.js';
import type { TermsInput } from '../terms-input.js';

/** Terms that nobody could object to: everything, outside office hours. */
export const someTerms = {
  title: 'Westmoor answers for Dunmere outside office hours',
  kind: 'standing',
  fromOn: '2026-11-01',
  hours: { when: 'outside-office-hours' },
  shares: ['customers', 'cases'],
  abilities: ['log'],
  lawfulBasis: 'Public task: Local Government Act 1972, section 101',
  purpose: 'Somebody answers when the offices are shut',
} satisfies z.input<typeof TermsInput>;

/** Half past eight to five, Monday to Friday. */
export async function setOfficeHours(world: TestWorld, authorityId: AuthorityId, closesAtMinute = 1020): Promise<void> {
  const { weekly } = calendarOf(WEEKDAYS.slice(0, 5), [{ fromMinute: 510, toMinute: closesAtMinute }]);
  await world.run(systemActor('a test sets the scene'), setCalendar, {
    ...{ authorityId, key: 'office', name: 'Office hours', keepsBankHolidays: true },
    weekly: Object.fromEntries(Object.entries(weekly).map(([day, hours]) => [day, [...hours]])),
  });
}
