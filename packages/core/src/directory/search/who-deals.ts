import { splitWords } from '../../kernel/search/search-words.js';
import type { Availability } from './availability.js';
import type { Available } from './cards.js';
import type { DirectoryPerson, DirectoryRecord, DirectoryTeam } from './directory-types.js';

/** What somebody is sought for. */
export interface Matter {
  /** In the customer's words. */
  readonly words: string;
  /** Numbers of the Local Government Services List, of the service that it is about. */
  readonly lgsl: readonly number[];
  /** Names of the place and of what it lies in, as an address or a question has them. */
  readonly place: string;
  /** The team that the service is routed to. */
  readonly teamId: string | undefined;
}

/** Somebody who deals with the matter, and why they are thought to. */
export interface Dealer<T extends DirectoryRecord = DirectoryRecord> {
  readonly record: T;
  /** How well they fit; comparable within one matter only. */
  readonly fit: number;
  readonly reasons: readonly string[];
}

/** Whom to ask now: one named route, with its reasons. */
export interface Route extends Available {
  readonly reasons: readonly string[];
  /** In whose place they are asked. */
  readonly insteadOf: { readonly id: string; readonly name: string } | null;
}

const fits = { service: 4, words: 3, team: 2, place: 2, leads: 1 };

/** Those whose entry fits the matter, the best first. Who deals with other places alone is left out. */
export function dealersWith<T extends DirectoryRecord>(
  records: Iterable<T>,
  matter: Matter,
  matchedWords: (record: T) => readonly string[],
): Dealer<T>[] {
  const placeWords = new Set(splitWords(`${matter.place} ${matter.words}`));
  const dealers: Dealer<T>[] = [];
  for (const record of records) {
    const covered = record.covers.filter((name) => splitWords(name).every((word) => placeWords.has(word)));
    if (record.covers.length > 0 && covered.length === 0 && matter.place !== '') continue;
    const fit = fitOf(record, matter, { covered, matched: matchedWords(record) });
    if (fit) dealers.push(fit);
  }
  return dealers.sort((a, b) => b.fit - a.fit || (a.record.sortName < b.record.sortName ? -1 : 1));
}

function fitOf<T extends DirectoryRecord>(
  record: T,
  { lgsl, teamId }: Matter,
  { covered, matched }: { readonly covered: readonly string[]; readonly matched: readonly string[] },
): Dealer<T> | undefined {
  const services = record.lgsl.filter((number) => lgsl.includes(number));
  const membership = record.kind === 'person' ? record.teams.find(({ id }) => id === teamId) : undefined;
  const isTeam = record.id === teamId;
  const deals = responsibilityFor(record, matched);
  if (services.length === 0 && !membership && !isTeam && deals === undefined) return undefined;
  const reasons: (readonly [number, string])[] = [];
  if (deals !== undefined) reasons.push([fits.words * matched.length, `Deals with ${deals}`]);
  if (services.length > 0) reasons.push([fits.service, `Named for LGSL ${services[0] ?? ''}`]);
  if (membership) reasons.push([fits.team, 'In the team that it goes to']);
  if (isTeam) reasons.push([fits.team, 'The team that it goes to']);
  if (covered.length > 0) reasons.push([fits.place, `Covers ${covered.join(', ')}`]);
  if (membership?.leads) reasons.push([-fits.leads, 'Leads it']); // the lead is asked when nobody else is there
  return { record, fit: reasons.reduce((sum, [worth]) => sum + worth, 0), reasons: reasons.map(([, text]) => text) };
}

/** The responsibility that has most of the words. */
function responsibilityFor(record: DirectoryRecord, matched: readonly string[]): string | undefined {
  if (matched.length === 0) return undefined;
  const lines = record.kind === 'team' ? [...record.responsibilities, record.purpose] : record.responsibilities;
  const held = (line: string): number => {
    const words = splitWords(line);
    return matched.filter((word) => words.some((each) => each.startsWith(word) || word.startsWith(each))).length;
  };
  const [best] = [...lines].sort((a, b) => held(b) - held(a));
  return best !== undefined && held(best) > 0 ? best : undefined;
}

interface Around {
  readonly availabilityOf: (id: string) => Availability;
  readonly personOf: (id: string) => DirectoryPerson | undefined;
}

/**
 * One route: the best who is there now; else the deputy of the best, who is; else the best team that is open; else the
 * best, with when they are back.
 */
export function routeAmong(
  people: readonly Dealer<DirectoryPerson>[],
  teams: readonly Dealer<DirectoryTeam>[],
  around: Around,
): Route | undefined {
  const available = ({ record, reasons }: Dealer): Route => {
    return { record, reasons, availability: around.availabilityOf(record.id), insteadOf: null };
  };
  const isHere = ({ record }: Dealer): boolean => around.availabilityOf(record.id).state === 'here';
  const best = people[0];
  const here = people.find(isHere);
  // Somebody who fits much less is not asked before the deputy of who fits.
  if (here && best && here.fit * 2 > best.fit) return available(here);
  const deputy = best && deputyOf(best, around);
  if (deputy) return deputy;
  const open = teams.find(isHere);
  if (open) return available(open);
  const last = here ?? best ?? teams[0];
  return last && available(last);
}

function deputyOf(
  { record, reasons }: Dealer<DirectoryPerson>,
  { availabilityOf, personOf }: Around,
): Route | undefined {
  const deputyId = availabilityOf(record.id).absence?.deputyId ?? record.deputyId;
  const deputy = deputyId === null ? undefined : personOf(deputyId);
  if (!deputy) return undefined;
  const availability = availabilityOf(deputy.id);
  if (availability.state !== 'here') return undefined;
  const insteadOf = { id: record.id, name: record.name };
  return { record: deputy, availability, insteadOf, reasons: [`Stands in for ${record.name}`, ...reasons] };
}
