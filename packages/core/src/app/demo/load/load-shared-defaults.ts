import { getCalendars, setCalendar, setCalendarDay } from '../../../authorities/index.js';
import { createTemplate, editTemplate } from '../../../correspondence/index.js';
import { runCommand } from '../../../kernel/command.js';
import { WEEKDAYS } from '../../../kernel/date-words.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { runQuery } from '../../../kernel/query.js';
import type { AuthorityId } from '../../../kernel/scope.js';
import { getSynonyms, saveSynonyms } from '../../../knowledge/index.js';
import { demoActor, type LoadedAuthorities } from './load-authorities.js';

const delayed = {
  key: 'takes-longer',
  name: 'It takes longer',
  occasion: 'by-hand',
  words: {
    en: {
      subject: '{service}: it takes longer than we said',
      body: 'Dear {customer-name},\n\n{reference} takes longer than we said, because\n\n{team}\n{council}',
      text: '{council}: {reference} takes longer than we said. We tell you when it is finished.',
    },
  },
} as const;

const visit = {
  key: 'visit',
  name: 'We need to visit',
  occasion: 'by-hand',
  words: {
    en: {
      subject: '{service}: we need to visit',
      body: 'Dear {customer-name},\n\nAbout {reference}: an officer needs to see it. We come by {due-date}, on a weekday between 8am and 6pm.\n\n{team}\n{council}',
      text: '{council}: about {reference}, an officer comes by {due-date}.',
    },
  },
} as const;

/** What the partnership shares by default besides articles and services, and where a council has its own. */
export async function loadSharedDefaults(kernel: Kernel, { ids }: LoadedAuthorities): Promise<void> {
  await loadTemplates(kernel, ids);
  await loadSynonyms(kernel, ids);
  await loadCalendars(kernel, ids);
}

/** The partnership shuts its office on a day that all follow; Dunmere opens on it. */
async function loadCalendars(kernel: Kernel, ids: LoadedAuthorities['ids']): Promise<void> {
  const [partnership, dunmere] = [ids.get('partnership'), ids.get('dunmere')];
  if (partnership === undefined || dunmere === undefined) return;
  const at = (authorityId: AuthorityId) => ({ authorityId, key: 'office' as const });
  const versionOf = async (authorityId: AuthorityId): Promise<number> => {
    const { items } = await runQuery(kernel, demoActor, getCalendars, { authorityId });
    return items.find(({ key }) => key === 'office')?.version ?? 0;
  };
  const day = { on: '2027-01-04', hours: [], reason: 'All staff train together' };
  const nineToFive = [{ fromMinute: 540, toMinute: 1020 }];
  const weekly = Object.fromEntries(WEEKDAYS.slice(0, 5).map((weekday) => [weekday, nineToFive]));
  const office = { ...at(partnership), name: 'Office hours', weekly, keepsBankHolidays: true };
  await runCommand(kernel, demoActor, setCalendar, office);
  const expectedVersion = await versionOf(partnership);
  await runCommand(kernel, demoActor, setCalendarDay, { ...at(partnership), ...day, expectedVersion });
  const open = { on: day.on, hours: [{ fromMinute: 600, toMinute: 840 }], reason: 'The counter opens for council tax' };
  await runCommand(kernel, demoActor, setCalendarDay, {
    ...{ ...at(dunmere), ...open, expectedVersion: await versionOf(dunmere) },
  });
}

/** The partnership's words for all, which Dunmere has in its own way; one of them it changed since. */
async function loadTemplates(kernel: Kernel, ids: LoadedAuthorities['ids']): Promise<void> {
  const authorityId = ids.get('partnership');
  const dunmere = ids.get('dunmere');
  if (authorityId === undefined || dunmere === undefined) return;
  const shared = await runCommand(kernel, demoActor, createTemplate, { authorityId, ...delayed });
  await runCommand(kernel, demoActor, createTemplate, { authorityId, ...visit });
  for (const template of [delayed, visit]) {
    const { en } = template.words;
    const body = en.body.replace('{team}', 'Ring 01632 960011 if you want to talk about it.\n\n{team}');
    const own = { ...template, words: { en: { ...en, body } } };
    await runCommand(kernel, demoActor, createTemplate, { authorityId: dunmere, ...own });
  }
  const { en } = delayed.words;
  const body = en.body.replace('we said, because', 'we said, and we are sorry. The reason:');
  const change = { id: shared.id, expectedVersion: 1, name: delayed.name, words: { en: { ...en, body } } };
  await runCommand(kernel, demoActor, editTemplate, change);
}

/** The partnership's words that mean the same; the city has a list of its own, and the partnership added to its since. */
async function loadSynonyms(kernel: Kernel, ids: LoadedAuthorities['ids']): Promise<void> {
  const [partnership, city] = [ids.get('partnership'), ids.get('castlebridge')];
  if (partnership === undefined || city === undefined) return;
  const { groups } = await runQuery(kernel, demoActor, getSynonyms, { authorityId: partnership });
  const shared = [...groups.map((group) => [...group]), ['alleyway', 'ginnel', 'snicket']];
  const save = async (authorityId: AuthorityId, list: string[][], expectedVersion: number) => {
    await runCommand(kernel, demoActor, saveSynonyms, { authorityId, groups: list, expectedVersion });
  };
  await save(partnership, shared, 0);
  await save(city, [...shared, ['the Rows', 'covered walkway']], 0);
  await save(partnership, [...shared, ['grit bin', 'salt bin', 'yellow bin']], 1);
}
