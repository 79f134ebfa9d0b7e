/** A point in degrees WGS84. */
export interface Point {
  readonly lat: number;
  readonly lon: number;
}

/** What a map's rectangle holds, in degrees WGS84. */
export interface Box {
  readonly south: number;
  readonly north: number;
  readonly west: number;
  readonly east: number;
}

/** The Earth's mean radius (IUGG). */
const earthRadiusM = 6_371_009;
/** Metres from one degree of latitude to the next. */
export const metresPerDegree = (Math.PI * earthRadiusM) / 180;

/** How much closer together the meridians are at a latitude than at the equator: from 1 there to 0 at a pole. */
export function narrowingAt(lat: number): number {
  return Math.cos((lat * Math.PI) / 180);
}

/** Metres between two points, on a plane that touches the globe at the first: within a kilometre good to a centimetre. */
export function metresBetween(from: Point, to: Point): number {
  const across = (to.lon - from.lon) * narrowingAt(from.lat);
  return Math.hypot(to.lat - from.lat, across) * metresPerDegree;
}

/** The rectangle around a circle of so many metres. */
export function boxAround({ lat, lon }: Point, radiusM: number): Box {
  const up = radiusM / metresPerDegree;
  const across = up / narrowingAt(lat);
  return { south: lat - up, north: lat + up, west: lon - across, east: lon + across };
}
