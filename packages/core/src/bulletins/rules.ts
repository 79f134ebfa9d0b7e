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
  return bulletins
    .filter((bulletin) => isThere(bulletin, matter.place) && isAbout(bulletin, matter))
    .sort((one, other) => other.startsAt - one.startsAt);
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
  if (bulletin.serviceId === null || bulletin.serviceId === serviceId) return true;
  const said = wordsOf(words ?? '');
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
