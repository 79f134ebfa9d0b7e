import type { Coordinates } from '@moothall/adapter-sdk';
import proj4 from 'proj4';
import type { Converter } from 'proj4';

/** Metres on the British National Grid (EPSG:27700). */
export interface GridPoint {
  readonly easting: number;
  readonly northing: number;
}

/** Degrees (WGS84, EPSG:4326). */
export interface GeoPoint {
  readonly lat: number;
  readonly lon: number;
}

/** The Helmert transformation; about 1.6 m from Ordnance Survey's own (OSTN15), which needs a grid file. */
const NATIONAL_GRID =
  '+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy ' +
  '+towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489 +units=m';

let converter: Converter | undefined;

function gridConverter(): Converter {
  converter ??= proj4(NATIONAL_GRID, 'EPSG:4326');
  return converter;
}

export function toGeoPoint(point: GridPoint): GeoPoint {
  const [lon = 0, lat = 0] = gridConverter().forward([point.easting, point.northing]);
  return { lat: rounded(lat, 7), lon: rounded(lon, 7) };
}

export function toGridPoint(point: GeoPoint): GridPoint {
  const [easting = 0, northing = 0] = gridConverter().inverse([point.lon, point.lat]);
  return { easting: rounded(easting, 2), northing: rounded(northing, 2) };
}

/** Adds the pair that is absent. A supplied coordinate is kept as it came: reprojection would only blur it. */
export function withBothPairs(supplied: Coordinates): Coordinates {
  const { easting, northing, lat, lon } = supplied;
  if (easting !== undefined && northing !== undefined) {
    return lat === undefined || lon === undefined
      ? { easting, northing, ...toGeoPoint({ easting, northing }) }
      : supplied;
  }
  if (lat !== undefined && lon !== undefined) return { ...toGridPoint({ lat, lon }), lat, lon };
  return {};
}

function rounded(value: number, places: number): number {
  return Number(value.toFixed(places));
}
