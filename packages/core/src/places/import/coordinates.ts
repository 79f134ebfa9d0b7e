import proj4 from 'proj4';
import type { Converter } from 'proj4';
import { optionalDecimalCell } from '../../kernel/import/cells.js';
import { RowFault } from '../../kernel/import/row-reader.js';

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

/** Either pair may be absent where nothing is known of it. */
export type Coordinates = Partial<GridPoint & GeoPoint>;

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

/** Reads the four cells of a gazetteer row; half a pair, or a place outside Britain's grid, is refused. */
export function coordinateCells(cells: { x: string; y: string; lat: string; lon: string }): Coordinates {
  const easting = optionalDecimalCell(cells.x, 'easting');
  const northing = optionalDecimalCell(cells.y, 'northing');
  const lat = optionalDecimalCell(cells.lat, 'latitude');
  const lon = optionalDecimalCell(cells.lon, 'longitude');
  if ((easting === undefined) !== (northing === undefined))
    throw new RowFault('Give both the easting and the northing.', 'easting');
  if ((lat === undefined) !== (lon === undefined))
    throw new RowFault('Give both the latitude and the longitude.', 'latitude');
  within(easting, 0, 700_000, 'easting');
  within(northing, 0, 1_300_000, 'northing');
  within(lat, 49, 61.5, 'latitude');
  within(lon, -9.5, 2.5, 'longitude');
  return withBothPairs({
    ...(easting === undefined ? {} : { easting, northing }),
    ...(lat === undefined ? {} : { lat, lon }),
  });
}

function within(value: number | undefined, least: number, most: number, field: string): void {
  if (value === undefined || (value >= least && value <= most)) return;
  throw new RowFault(`Write the ${field} between ${least} and ${most}.`, field);
}

function rounded(value: number, places: number): number {
  return Number(value.toFixed(places));
}
