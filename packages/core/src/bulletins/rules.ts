import type { Instant } from '../kernel/clock.js';
import type { Bulletin } from './types.js';

export type BulletinState = 'live' | 'coming' | 'over' | 'withdrawn';

export function stateOf(
  { startsAt, endsAt, withdrawnAt }: Pick<Bulletin, 'startsAt' | 'endsAt' | 'withdrawnAt'>,
  now: Instant,
): BulletinState {
  if (withdrawnAt !== null) return 'withdrawn';
  if (now >= endsAt) return 'over';
  return now < startsAt ? 'coming' : 'live';
}

/** Whether it began, or changed, after the person last said that they had read them. */
export function isUnread({ startsAt, changedAt }: Pick<Bulletin, 'startsAt' | 'changedAt'>, readAt: Instant): boolean {
  return Math.max(startsAt, changedAt) > readAt;
}

/** What a contact or a search is about, as far as it is known. */
export interface Matter {
  readonly words?: string | undefined;
  readonly serviceId?: string | null | undefined;
  /** Of the property: its ward and postcode; undefined while no property is known. */
  readonly place?: { readonly ward?: string | undefined; readonly postcode: string | null } | undefined;
}

/** The bulletins to stand above the answers, latest first. */
export function pinnedTo<B extends Bulletin>(bulletins: readonly B[], matter: Matter): B[] {
  return bulletins.filter((bulletin) => isThere(bulletin, matter.place) && isAbout(bulletin, matter)).sort(latestFirst);
}

/**
 * The bulletins that a search brings up, latest first: those that share a word with it, and those about a service that
 * it finds. One for everybody needs a word in common too: a name that is looked for is not about it.
 */
export function broughtUpBy<B extends Bulletin>(
  bulletins: readonly B[],
  search: { readonly words: string; readonly serviceIds: readonly string[] },
): B[] {
  return bulletins
    .filter((bulletin) => search.serviceIds.includes(bulletin.serviceId ?? '') || sharesWord(bulletin, search.words))
    .sort(latestFirst);
}

function latestFirst(one: Bulletin, other: Bulletin): number {
  return other.startsAt - one.startsAt;
}

function isThere({ areaKind, area }: Bulletin, place: Matter['place']): boolean {
  if (place === undefined || area === null) return true;
  switch (areaKind) {
    case 'everywhere':
      return true;
    case 'ward':
      return place.ward === undefined || fold(place.ward) === fold(area);
    case 'postcode':
      return place.postcode === null || closed(place.postcode).startsWith(closed(area));
  }
}

function isAbout(bulletin: Bulletin, { words, serviceId }: Matter): boolean {
  return bulletin.serviceId === null || bulletin.serviceId === serviceId || sharesWord(bulletin, words ?? '');
}

function sharesWord(bulletin: Bulletin, words: string): boolean {
  const said = wordsOf(words);
  return wordsOf(`${bulletin.title} ${bulletin.keywords ?? ''}`).some((word) =>
    said.some((each) => areAlike(each, word)),
  );
}

const shortest = 3;
/** Words of every sentence; they say nothing of what it is about. */
const everyday = new Set(
  'about and are been but can did does for from had has have not our that the their there they this was were when will with you your'.split(
    ' ',
  ),
);
const beginning = 5;

/** "collected" and "collection" begin alike; short words are alike when they are the same. */
function areAlike(one: string, other: string): boolean {
  if (one === other) return true;
  return one.length >= beginning && other.length >= beginning && one.slice(0, beginning) === other.slice(0, beginning);
}

function wordsOf(text: string): string[] {
  return [...fold(text).matchAll(/[\p{L}\p{N}]+/gu)]
    .map(([word]) => word)
    .filter((word) => word.length >= shortest && !everyday.has(word));
}

const fold = (text: string): string => text.trim().normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const closed = (postcode: string): string => postcode.replaceAll(/\s/g, '').toUpperCase();
