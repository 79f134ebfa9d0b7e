import type { DemoPlace, DemoPlaceKind } from './types.js';

/** Finds places for people who are placed by hand, and remembers which are taken. */
export interface PlaceFinder {
  /** The first free place of a kind in a settlement, on a street where given. Throws where there is none. */
  free(settlement: string, kind: DemoPlaceKind, street?: string): DemoPlace;
  /** The place called so, as boats and plots are. */
  named(buildingName: string): DemoPlace;
  /** The rooms of the first free shared house of a settlement. */
  sharedHouse(settlement: string): DemoPlace[];
  isTaken(place: DemoPlace): boolean;
}

/** A finder over all places of the demo. */
export function placeFinder(places: readonly DemoPlace[]): PlaceFinder {
  const taken = new Set<string>();
  const claim = (place: DemoPlace | undefined, wanted: string): DemoPlace => {
    if (!place) throw new Error(`The demo has no free place: ${wanted}`);
    taken.add(place.key);
    return place;
  };
  const isFree = (place: DemoPlace, settlement: string, kind: DemoPlaceKind) =>
    place.kind === kind && (place.locality ?? place.town) === settlement && !taken.has(place.key);
  return {
    free: (settlement, kind, street) =>
      claim(
        places.find((place) => isFree(place, settlement, kind) && (!street || place.street === street)),
        `${kind} in ${settlement}`,
      ),
    named: (buildingName) =>
      claim(
        places.find((place) => place.buildingName === buildingName),
        buildingName,
      ),
    sharedHouse: (settlement) => {
      const house = claim(
        places.find((place) => isFree(place, settlement, 'hmo')),
        `shared house in ${settlement}`,
      );
      return places.filter((place) => place.parentUprn === house.uprn).map((room) => claim(room, 'room'));
    },
    isTaken: (place) => taken.has(place.key),
  };
}
