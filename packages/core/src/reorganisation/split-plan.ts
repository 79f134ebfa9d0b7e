import { successorIn, type Authority } from '../authorities/index.js';
import type { LocalDate } from '../kernel/clock.js';
import type { Reads } from '../kernel/db/database.js';
import { digest } from '../kernel/digest.js';
import { parseLocalDate } from '../kernel/parse-local-date.js';
import { everyAuthority } from '../kernel/scope.js';
import type { Obstacle } from './leaving-checks.js';
import { cannotSplit } from './splitting-errors.js';
import {
  countCasesAt,
  listAnswered,
  listPlacesIn,
  listShared,
  listUndecided,
  type SplitArea,
} from './split-repository.js';

/** What is to be split: councils by their slugs, an area, and the first day of the other council there, as somebody wrote it. */
export interface SplitAsked {
  readonly from: string;
  readonly to: string;
  readonly area: SplitArea;
  /** Keys of services; left out: everything there. */
  readonly services?: readonly string[];
  readonly on: string;
}

/** The same with the councils found and the day read. */
export interface Split {
  readonly from: Authority;
  readonly to: Authority;
  readonly area: SplitArea;
  readonly services: readonly string[] | undefined;
  readonly on: LocalDate;
}

/** @throws cannot_split naming the option that is wrong */
export function findSplitting(known: readonly Authority[], asked: SplitAsked): Split {
  const faults: { field: string; message: string }[] = [];
  const day = parseLocalDate(asked.on);
  if (!day.ok) faults.push({ field: '--on', message: day.message });
  const council = (field: string, slug: string): Authority | undefined => {
    const found = known.find((each) => each.slug === slug);
    if (found?.kind === 'authority') return found;
    const isMerged = found !== undefined && successorIn(known, found) !== found;
    const fix = isMerged ? `${slug} was merged` : `There is no council called ${slug}`;
    faults.push({ field, message: `${fix}. "moothall authority list" shows them` });
    return undefined;
  };
  const from = council('--from', asked.from);
  const to = council('--to', asked.to);
  if (asked.from === asked.to) faults.push({ field: '--to', message: 'Name another council' });
  const { area } = asked;
  if ((area.kind === 'wards' ? area.wards : area.uprns).length === 0)
    faults.push({ field: '--area', message: 'Name a ward, or a file with a UPRN on each line' });
  if (!from || !to || !day.ok || faults.length > 0) throw cannotSplit({ faults });
  return { from, to, area, services: asked.services, on: day.value };
}

/** What would happen if the council were split now. */
export interface SplitPlan {
  readonly from: { readonly id: number; readonly slug: string; readonly name: string };
  readonly to: { readonly id: number; readonly slug: string; readonly name: string };
  readonly on: LocalDate;
  readonly places: number;
  readonly services: readonly string[] | null;
  /** Cases that happened at those places. Those of customers who live there follow. */
  readonly casesAtPlaces: number;
  /** Cases of which nothing says where they belong: they stay, for people to decide. */
  readonly undecided: readonly { readonly reference: string; readonly status: string; readonly service: string }[];
  readonly obstacles: readonly Obstacle[];
  /** Names this very plan: twelve letters and digits. */
  readonly code: string;
}

/** What a split would do now. Writes nothing. */
export async function planSplit(db: Reads, { from, to, area, services, on }: Split): Promise<SplitPlan> {
  const everywhere = db.within(everyAuthority);
  const places = await listPlacesIn(everywhere, from.id, area);
  const chosen = new Set(places);
  const elsewhere = (await listShared(everywhere, from.id, to.id)).filter((id) => !chosen.has(id)).length;
  const answered = await listAnswered(everywhere, from.id, on);
  const obstacles: Obstacle[] = [];
  if (places.length === 0)
    obstacles.push({ what: `${from.name} has no place in that area`, fix: 'Look at how the wards are written' });
  if (elsewhere > 0)
    obstacles.push({
      what: `${elsewhere} places outside of that area lie in both councils’ already`,
      fix: 'Name their area too, or another council',
    });
  for (const key of services ?? [])
    if (!answered.includes(key) && !answered.includes('*'))
      obstacles.push({ what: `${from.name} doesn’t answer for ${key}`, fix: 'Leave that service out' });
  const named = ({ id, slug, name }: Authority) => ({ id, slug, name });
  const plan = {
    ...{ from: named(from), to: named(to), on, places: places.length, services: services ?? null, obstacles },
    casesAtPlaces: await countCasesAt(everywhere, from.id, places),
    undecided: services ? [] : await listUndecided(everywhere, from.id),
  };
  return { ...plan, code: digest(plan).slice(0, 12) };
}

/** A plan as lines of text, for the command line. */
export function splitPlanLines(plan: SplitPlan): string[] {
  const { from, to, on, places, services, casesAtPlaces, undecided, obstacles } = plan;
  const what = services ? `cases of ${services.join(', ')}` : 'everything of the area';
  return [
    `${to.name} would follow ${from.name} at ${places} places, from ${on} on: ${what} would go over.`,
    `${casesAtPlaces} cases happened at those places. Those of customers who live there, and have no place, go as well.`,
    `${undecided.length} cases have neither a place nor a customer who lives somewhere. They stay, for people to decide.`,
    'Nobody’s roles change: give those who change over theirs at the other council.',
    ...(obstacles.length === 0
      ? []
      : ['To be settled first:', ...obstacles.map(({ what: which, fix }) => `  ${which}. ${fix}.`)]),
  ];
}
