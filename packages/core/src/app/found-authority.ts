import {
  addAuthority,
  BANK_HOLIDAY_DIVISIONS,
  listAuthorities,
  readHolidayRows,
  setCalendar,
  shippedBankHolidays,
  usualHours,
  type Authority,
} from '../authorities/index.js';
import { systemActor } from '../kernel/actor.js';
import { runCommand } from '../kernel/command.js';
import { WEEKDAYS } from '../kernel/date-words.js';
import type { Kernel } from '../kernel/kernel.js';
import { everyAuthority, type AuthorityId } from '../kernel/scope.js';

const commandLine = systemActor('command line');

/** What `moothall authority add` is told; checked by the command. */
export interface FoundedAuthority {
  readonly slug: string;
  readonly name: string;
  readonly shortName: string;
  readonly tier: string;
  readonly nation: string;
  readonly referencePrefix: string;
  readonly brandColour: string;
  readonly gssCode?: string | undefined;
}

/**
 * Adds an authority that can work at once: with the partnership's own row and the known bank holidays when it is the
 * first, and with calendars of ordinary hours, which an administrator then changes.
 * @throws bad_input
 */
export async function foundAuthority(kernel: Kernel, authority: FoundedAuthority): Promise<AuthorityId> {
  if ((await listAuthorities(kernel)).length === 0) await foundPartnership(kernel, authority);
  const { id } = await runCommand(kernel, commandLine, addAuthority, authority);
  await setHours(kernel, id, 'office', 'Office hours', usualHours.office);
  await setHours(kernel, id, 'crews', 'Crews', usualHours.crews);
  return id;
}

/** The known bank holidays and the partnership's own row: once, before the first council. Cut off between, it goes on. */
export async function foundPartnership(
  kernel: Kernel,
  { nation, brandColour }: Pick<FoundedAuthority, 'nation' | 'brandColour'>,
): Promise<void> {
  const days = BANK_HOLIDAY_DIVISIONS.flatMap((division) =>
    shippedBankHolidays(division).map(({ on, title }) => [division, on, title]),
  );
  await kernel.db.write(everyAuthority, async (db) => {
    const known = new Set((await readHolidayRows(db, BANK_HOLIDAY_DIVISIONS)).map((row) => row.division + row.on_date));
    const missing = days.filter(([division = '', on = '']) => !known.has(division + on));
    await db.bulk('bank_holidays', ['division', 'on_date', 'title'], missing);
  });
  const partnership = {
    slug: 'partnership',
    name: 'Partnership',
    shortName: 'Partnership',
    kind: 'partnership',
    tier: 'partnership',
  };
  await runCommand(kernel, commandLine, addAuthority, { ...partnership, nation, brandColour, referencePrefix: 'ZZ' });
}

async function setHours(
  kernel: Kernel,
  authorityId: AuthorityId,
  key: string,
  name: string,
  hours: { fromMinute: number; toMinute: number },
): Promise<void> {
  const weekly = Object.fromEntries(WEEKDAYS.map((day, index) => [day, index < 5 ? [hours] : []]));
  await runCommand(kernel, commandLine, setCalendar, { authorityId, key, name, weekly, keepsBankHolidays: true });
}

/** Every authority of the installation, for `moothall authority list`. */
export async function listKnownAuthorities(kernel: Kernel): Promise<readonly Authority[]> {
  return await listAuthorities(kernel);
}
