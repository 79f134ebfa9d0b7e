import { optionalDecimalCell, presentOnly, RowFault, type Coordinates } from '@moothall/adapter-sdk';

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
  return presentOnly({ easting, northing, lat, lon });
}

function within(value: number | undefined, least: number, most: number, field: string): void {
  if (value === undefined || (value >= least && value <= most)) return;
  throw new RowFault(`Write the ${field} between ${least} and ${most}.`, field);
}
