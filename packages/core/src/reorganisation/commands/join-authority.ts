import { z } from 'zod';
import { assignRole } from '../../access/index.js';
import {
  addAuthority,
  addContactLine,
  byContactKey,
  chosenContacts,
  contactSettingsOf,
  getPartnership,
  listAuthorities,
  listHoursToFollow,
  listLines,
  setCalendar,
  type Authority,
} from '../../authorities/index.js';
import { addTeam } from '../../directory/index.js';
import { createAccount, findAccountByName } from '../../identity/index.js';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { WEEKDAYS } from '../../kernel/date-words.js';
import { badInput, type FieldFault } from '../../kernel/errors.js';
import type { JoiningFile, OpenSpan } from '../joining-file.js';
import { listRolesAt, listTeamKeys } from '../join-repository.js';
import { byCommandLine } from '../permissions.js';

/** What was done of a joining: by part, and whether the administrator's password is theirs to use. */
export interface Joined {
  readonly authorityId: number;
  /** "the council", "line +441632960100", … */
  readonly added: readonly string[];
  readonly madeAccount: boolean;
}

const workingDays = WEEKDAYS.slice(0, 5);
const ordinary: Record<'office' | 'crews', readonly OpenSpan[]> = {
  office: [{ days: workingDays, fromMinute: 9 * 60, toMinute: 17 * 60 }],
  crews: [{ days: workingDays, fromMinute: 7 * 60, toMinute: 15 * 60 + 30 }],
};
const calendarNames = { office: 'Office hours', crews: 'Crews' } as const;

/**
 * Takes an authority in, whole or not at all. What is there already stays as it is; what is missing is added.
 * @throws bad_input for what is there and differs
 */
export const joinAuthority = defineCommand({
  name: 'reorganisation.join-authority',
  permission: byCommandLine,
  input: z.strictObject({ file: z.custom<JoiningFile>(), passwordHash: z.string() }),
  run: async (context, { file, passwordHash }): Promise<Joined> => {
    const known = await listAuthorities(context.kernel);
    const existing = known.find(({ slug }) => slug === file.slug);
    refuseDifferences(file, existing, known);
    const added: string[] = [];
    const authorityId = existing?.id ?? (await addCouncil(context, file, known, added));
    await addLines(context, authorityId, file, added);
    await addTeams(context, authorityId, file, added);
    const madeAccount = await addAdministrator(context, authorityId, file, { passwordHash, added });
    await context.audit({
      authorityId,
      subject: { kind: 'authority', id: String(authorityId) },
      details: { slug: file.slug, added: added.length },
    });
    return { authorityId, added, madeAccount };
  },
});

function refuseDifferences(file: JoiningFile, existing: Authority | undefined, known: readonly Authority[]): void {
  if (!existing) return;
  const parent = known.find(({ id }) => id === existing.parentId)?.slug;
  const pairs: readonly (readonly [keyof JoiningFile, string | undefined, string | null | undefined])[] = [
    ['slug', file.slug, existing.kind === 'authority' ? existing.slug : 'taken'],
    ['name', file.name, existing.name],
    ['shortName', file.shortName, existing.shortName],
    ['tier', file.tier, existing.tier],
    ['nation', file.nation, existing.nation],
    ['referencePrefix', file.referencePrefix, existing.referencePrefix],
    ['brandColour', file.brandColour, existing.brandColour],
    ['gssCode', file.gssCode, existing.gssCode],
    ['within', file.within, parent],
  ];
  const faults: FieldFault[] = pairs
    .filter(([, wanted, is]) => wanted !== undefined && wanted !== is)
    .map(([field, , is]) => ({
      field,
      message: `It is in already, and this is ${is ?? 'empty'}. Write that, or change it there`,
    }));
  if (faults.length > 0) throw badInput({ faults });
}

async function addCouncil(
  context: CommandContext,
  file: JoiningFile,
  known: readonly Authority[],
  added: string[],
): Promise<number> {
  const partnership = await getPartnership(context.kernel);
  const { name, slug, tier, referencePrefix } = file;
  const { id } = await context.call(addAuthority, {
    ...{ slug, name, tier, referencePrefix, shortName: file.shortName ?? name.slice(0, 40).trim() },
    nation: file.nation ?? partnership.nation,
    brandColour: file.brandColour ?? partnership.brandColour,
    ...(file.gssCode === undefined ? {} : { gssCode: file.gssCode }),
    ...(file.within === undefined ? {} : { parentId: countyCalled(file.within, known) }),
    languages: file.languages ?? partnership.languages.filter(isLanguage),
    settings: { contacts: ownContacts(file, partnership) },
  });
  added.push(name);
  const shared = await listHoursToFollow(context);
  for (const key of ['office', 'crews'] as const) {
    const given = file.hours[key];
    if (!given && shared.includes(key)) continue;
    const spans = given ?? ordinary[key];
    const weekly = Object.fromEntries(WEEKDAYS.map((day) => [day, hoursOn(day, spans)]));
    const calendar = { authorityId: id, key, name: calendarNames[key], keepsBankHolidays: true };
    await context.call(setCalendar, { ...calendar, weekly });
    added.push(`${calendarNames[key].toLowerCase()}, closed on bank holidays`);
  }
  return id;
}

function ownContacts({ settings }: JoiningFile, partnership: Authority) {
  const shared = contactSettingsOf(partnership, partnership);
  return chosenContacts(settings, { before: {}, shared: byContactKey((key) => shared[key].value) });
}

const isLanguage = (language: string): language is 'en' | 'cy' => language === 'en' || language === 'cy';

const hoursOn = (day: (typeof WEEKDAYS)[number], spans: readonly OpenSpan[]) =>
  spans.filter(({ days }) => days.includes(day)).map(({ fromMinute, toMinute }) => ({ fromMinute, toMinute }));

function countyCalled(slug: string, known: readonly Authority[]): number {
  const county = known.find((each) => each.slug === slug && each.kind === 'authority');
  if (county) return county.id;
  throw badInput({
    faults: [{ field: 'within', message: `There is no council called ${slug}. Add it first, or leave this out` }],
  });
}

async function addLines(
  context: CommandContext,
  authorityId: number,
  { lines }: JoiningFile,
  added: string[],
): Promise<void> {
  const known = await listLines(context.db);
  for (const line of lines) {
    if (known.some((each) => each.telephone === line.telephone && each.authorityId === authorityId)) continue;
    await context.call(addContactLine, { authorityId, ...line });
    added.push(`line ${line.telephone}`);
  }
}

async function addTeams(
  context: CommandContext,
  authorityId: number,
  { teams }: JoiningFile,
  added: string[],
): Promise<void> {
  const known = await listTeamKeys(context.db, authorityId);
  for (const team of teams) {
    if (known.includes(team.key)) continue;
    await context.call(addTeam, { authorityId, ...team });
    added.push(`team ${team.name}`);
  }
}

async function addAdministrator(
  context: CommandContext,
  authorityId: number,
  { slug, administrator: { signInName, name } }: JoiningFile,
  { passwordHash, added }: { readonly passwordHash: string; readonly added: string[] },
): Promise<boolean> {
  const account = await findAccountByName(context.db, signInName);
  const personId =
    account?.personId ??
    (await context.call(createAccount, { person: { displayName: name }, signInName, passwordHash })).personId;
  if (!(await listRolesAt(context.db, authorityId, personId)).includes('administrator')) {
    await context.call(assignRole, { personId, authority: slug, role: 'administrator' });
    added.push(`administrator ${signInName}`);
  }
  return account === undefined;
}
