import type { Instant } from '../../kernel/clock.js';
import { formatRelative } from '../../kernel/format-time.js';
import { alikeLimits } from '../../services/index.js';
import type { MapSettings } from '../../web/form-components.js';
import { placeWords } from '../log/field-words.js';
import type { NearbyCase } from './nearby-query.js';
import type { WholeCase } from './page-queries.js';

/** Where a case is, and the open cases near it: in words always, and on a map where there are tiles and a script. */
export interface PlaceCard {
  readonly text: string;
  readonly map: MapSettings | undefined;
  /** Numbered on the map in this order. */
  readonly nearby: readonly NearbyLine[];
  /** Why the list is empty, where that says something. */
  readonly noneWords: string | undefined;
}

export interface NearbyLine {
  readonly reference: string;
  readonly title: string;
  readonly href: string;
  /** 40 m away, logged yesterday at 3pm */
  readonly detail: string;
  readonly latitude: number;
  readonly longitude: number;
}

/** `map` is left out for a restricted case: whoever serves the tiles would learn the place. */
export function placeCard(whole: WholeCase, now: Instant, map: MapSettings | undefined): PlaceCard {
  const { place, restricted } = whole.case;
  const isPlotted = place.lat !== null && place.long !== null && !restricted;
  const { withinM } = alikeLimits(whole.definition);
  return {
    text: placeWords(place),
    map: isPlotted ? map : undefined,
    nearby: whole.nearby.map((near) => nearbyLine(near, now)),
    noneWords:
      isPlotted && whole.nearby.length === 0
        ? `No other open case of this service within ${distanceWords(withinM)}.`
        : undefined,
  };
}

function nearbyLine({ case: found, distanceM, lat, long }: NearbyCase, now: Instant): NearbyLine {
  const where = distanceM === 0 ? 'at the same place' : `${distanceWords(distanceM)} away`;
  return {
    reference: found.reference,
    title: found.title,
    href: `/desk/cases/${found.reference}`,
    detail: `${where}, logged ${formatRelative(found.openedAt, { now })}`,
    latitude: lat,
    longitude: long,
  };
}

/** 40 m; 1.2 km */
function distanceWords(metres: number): string {
  return metres < 1000 ? `${metres} m` : `${(metres / 1000).toFixed(1).replace(/\.0$/, '')} km`;
}
