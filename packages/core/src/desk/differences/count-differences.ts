import {
  contactKeys,
  contactSettingsOf,
  countStandings,
  getCalendars,
  keptClasses,
  listAuthorities,
  scheduleOf,
  type Authority,
  type ContactKey,
  type Standing,
  type StandingCounts,
} from '../../authorities/index.js';
import { listSharedTemplates } from '../../correspondence/index.js';
import { systemActor } from '../../kernel/actor.js';
import type { Kernel } from '../../kernel/kernel.js';
import { runQuery } from '../../kernel/query.js';
import { listSharedKnowledge, listSharedSynonyms } from '../../knowledge/index.js';
import { listSharedServices } from '../../services/index.js';

export const differenceKinds = [
  'articles',
  'synonyms',
  'services',
  'templates',
  'hours',
  'days',
  'settings',
  'retention',
] as const;
export type DifferenceKind = (typeof differenceKinds)[number];

/** How an authority stands to what the partnership shares of one kind. */
export interface DifferenceCount {
  /** Of its own; for the partnership, of which somebody has their own. */
  readonly ours: number;
  /** Of ours, those that the partnership has changed since; null: it keeps no count. */
  readonly behind: number | null;
  readonly shared: number;
}

/** An administrator who edits no articles still learns how many differ. */
const counting = systemActor('counts what a council does differently for its administrator');

/** What an authority does otherwise than the partnership, by kind. */
export async function countDifferences(
  kernel: Kernel,
  council: Authority,
): Promise<Readonly<Record<DifferenceKind, DifferenceCount>>> {
  const of = { authorityId: council.id };
  return {
    articles: countOf(await runQuery(kernel, counting, listSharedKnowledge, of)),
    synonyms: countOf(await runQuery(kernel, counting, listSharedSynonyms, of)),
    services: countOf(await runQuery(kernel, counting, listSharedServices, of)),
    templates: countOf(await runQuery(kernel, counting, listSharedTemplates, of)),
    ...(await calendarsOf(kernel, council)),
    settings: settingsOf(council, await listAuthorities(kernel)),
    retention: retentionOf(council, await listAuthorities(kernel)),
  };
}

/** Of the calendars: whose hours hold, and of days that differ how many are whose. */
async function calendarsOf(kernel: Kernel, council: Authority): Promise<Record<'hours' | 'days', DifferenceCount>> {
  const { items } = await runQuery(kernel, counting, getCalendars, { authorityId: council.id });
  const beside = items.filter(({ sharedWeekly }) => sharedWeekly !== null);
  const ours = beside.filter(
    ({ hours, weekly, sharedWeekly }) => hours === 'own' && JSON.stringify(weekly) !== JSON.stringify(sharedWeekly),
  );
  const days = (of: 'days' | 'sharedDays'): number => beside.reduce((sum, each) => sum + each[of].length, 0);
  return {
    hours: {
      ...{ ours: ours.length, shared: beside.length - ours.length },
      behind: beside.filter(({ behind }) => behind).length,
    },
    days: { ours: days('days'), behind: null, shared: days('sharedDays') },
  };
}

function countOf({ counts: { ours, behind, shared } }: { readonly counts: StandingCounts }): DifferenceCount {
  return { ours: ours + behind, behind, shared };
}

/** For a council, how many it has of its own; for the partnership, how many somebody has of their own. */
function settingsOf(council: Authority, all: readonly Authority[]): DifferenceCount {
  const partnership = all.find(({ kind }) => kind === 'partnership') ?? council;
  const isPartnership = council.id === partnership.id;
  const compared = isPartnership ? all.filter(({ kind }) => kind === 'authority') : [council];
  const settings = compared.map((each) => contactSettingsOf(each, partnership));
  const standing = (key: ContactKey): Standing[] => settings.map((each) => each[key].standing);
  const ours = contactKeys.filter((key) => standing(key).some((each) => each !== 'shared')).length;
  const behind = isPartnership ? null : contactKeys.filter((key) => standing(key).includes('behind')).length;
  return { ours, behind, shared: contactKeys.length - ours };
}

/** Of the classes of records: how many are kept otherwise than the partnership keeps them. */
function retentionOf(council: Authority, all: readonly Authority[]): DifferenceCount {
  const partnership = all.find(({ kind }) => kind === 'partnership') ?? council;
  if (council.id !== partnership.id) {
    const { ours, behind, shared } = countStandings(scheduleOf(council, partnership));
    return { ours: ours + behind, behind, shared };
  }
  const schedules = all.filter(({ kind }) => kind === 'authority').map((each) => scheduleOf(each, partnership));
  const ours = keptClasses.filter((kind) => schedules.some((schedule) => schedule[kind].standing !== 'shared')).length;
  return { ours, behind: null, shared: keptClasses.length - ours };
}
