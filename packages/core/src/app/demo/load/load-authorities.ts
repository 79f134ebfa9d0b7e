import {
  addAuthority,
  addContactLine,
  setCalendar,
  setRetention,
  shippedBankHolidays,
} from '../../../authorities/index.js';
import { systemActor } from '../../../kernel/actor.js';
import { runCommand } from '../../../kernel/command.js';
import { WEEKDAYS } from '../../../kernel/date-words.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { everyAuthority, type AuthorityId } from '../../../kernel/scope.js';
import { isJoiner } from '../world/joiners.js';
import type { DemoAuthority, DemoOwnerKey, DemoWorld } from '../world/types.js';

export const demoActor = systemActor('making the demo');

/** Ids by the demo's keys. */
export interface LoadedAuthorities {
  readonly ids: ReadonlyMap<DemoOwnerKey, AuthorityId>;
  readonly lines: ReadonlyMap<string, string>;
}

export async function loadAuthorities(kernel: Kernel, world: DemoWorld): Promise<LoadedAuthorities> {
  const ids = new Map<DemoOwnerKey, AuthorityId>();
  const lines = new Map<string, string>();
  await loadBankHolidays(kernel);
  const partnershipFirst = [...world.authorities].sort((a, b) => rank(a) - rank(b));
  for (const authority of partnershipFirst) {
    const { id } = await runCommand(kernel, demoActor, addAuthority, newAuthority(authority, ids));
    ids.set(authority.key, id);
    await loadCalendars(kernel, id, authority);
    for (const line of authority.lines) lines.set(line.key, await loadLine(kernel, id, line));
  }
  await runCommand(kernel, demoActor, setRetention, { authorityId: ids.get('castlebridge'), ...longer });
  return { ids, lines };
}

/** Castlebridge keeps restricted cases longer than the partnership. */
const longer = {
  expectedVersion: 1,
  rules: {
    'restricted-case': {
      years: 25,
      basis: 'Castlebridge’s schedule, line 14: until a child would be a grown-up of 25',
    },
  },
};

/** The partnership, then the founders; those that others lie in before these. */
function rank({ key, parentKey }: DemoAuthority): number {
  if (key === 'partnership') return 0;
  return (isJoiner(key) ? 2 : 0) + (parentKey === undefined ? 1 : 2);
}

function newAuthority(authority: DemoAuthority, ids: ReadonlyMap<DemoOwnerKey, AuthorityId>) {
  const parentId = authority.parentKey === undefined ? undefined : ids.get(authority.parentKey);
  return {
    slug: authority.key,
    name: authority.name,
    shortName: authority.shortName,
    kind: authority.tier === 'partnership' ? 'partnership' : 'authority',
    tier: authority.tier === 'joint' ? 'other' : authority.tier,
    nation: 'england',
    referencePrefix: authority.prefix,
    brandColour: authority.brandColour,
    languages: authority.languages,
    ...(authority.tier === 'partnership' || authority.gssCode === undefined ? {} : { gssCode: authority.gssCode }),
    ...(parentId === undefined ? {} : { parentId }),
  };
}

/** Offices keep the hours on the door; crews start at seven and end at half past three. */
async function loadCalendars(kernel: Kernel, authorityId: AuthorityId, authority: DemoAuthority): Promise<void> {
  const office = Object.fromEntries(WEEKDAYS.map((day, index) => [day, hoursOn(authority, index + 1)]));
  const crews = Object.fromEntries(
    WEEKDAYS.map((day, index) => [day, index < 5 ? [{ fromMinute: 420, toMinute: 930 }] : []]),
  );
  for (const [key, name, weekly] of [
    ['office', 'Office hours', office],
    ['crews', 'Crews', crews],
  ] as const)
    await runCommand(kernel, demoActor, setCalendar, { authorityId, key, name, weekly, keepsBankHolidays: true });
}

function hoursOn({ openingHours }: DemoAuthority, weekday: number) {
  return openingHours
    .filter((hours) => hours.weekday === weekday)
    .map(({ opensAtMinute: fromMinute, closesAtMinute: toMinute }) => ({ fromMinute, toMinute }));
}

async function loadLine(
  kernel: Kernel,
  authorityId: AuthorityId,
  line: DemoAuthority['lines'][number],
): Promise<string> {
  const input = {
    authorityId,
    telephone: line.number,
    name: line.label,
    openingWords: `Hello, ${line.answerAs}. How can I help?`,
  };
  return (await runCommand(kernel, demoActor, addContactLine, input)).id;
}

async function loadBankHolidays(kernel: Kernel): Promise<void> {
  const rows = (['england-and-wales', 'scotland', 'northern-ireland'] as const).flatMap((division) =>
    shippedBankHolidays(division).map(({ on, title }) => [division, on, title]),
  );
  await kernel.db.write(everyAuthority, (db) => db.bulk('bank_holidays', ['division', 'on_date', 'title'], rows));
}
