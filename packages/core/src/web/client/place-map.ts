import { addTiles, loadLeaflet, sayInPlaceOfMap } from './leaflet-map.js';
import type { Leaflet, LeafletMap } from './leaflet-types.js';

const size = 24;
/** How far from a point its marks still count as one on top of the other: 1 m. */
const apart = 0.00001;

/**
 * Adds a map to `[data-place-map]`: a pin at `data-latitude` and `data-longitude`, and a number for each
 * `[data-map-number]` of the list below it. The list says everything, so the map is for the eye: by keyboard it moves and
 * zooms, and the cases are opened from the list. Without the tiles it goes again.
 */
export function startPlaceMaps(): void {
  for (const place of document.querySelectorAll<HTMLElement>('[data-place-map]')) {
    void addMap(place).catch(() => sayUnavailable(place));
  }
}

async function addMap(place: HTMLElement): Promise<void> {
  const box = place.querySelector<HTMLElement>('[data-map]');
  if (!box) return;
  const leaflet = await loadLeaflet(place);
  box.hidden = false;
  const centre = pointOf(place);
  const map = leaflet.map(box, { scrollWheelZoom: false });
  const lines = [...place.querySelectorAll<HTMLElement>('[data-map-number]')];
  const points = lines.map(pointOf);
  const maxZoom = Number(place.dataset['zoom']);
  map.fitBounds([centre, ...points], { padding: [2 * size, 2 * size], maxZoom });
  addTiles(leaflet, map, { place, box, unavailable: () => sayUnavailable(place) });
  const icon = leaflet.divIcon({ className: 'map-pin', iconSize: [size, size], iconAnchor: [size / 2, size] });
  leaflet.marker(centre, { ...quiet, icon, zIndexOffset: 1000 }).addTo(map);
  for (const [index, line] of lines.entries()) addNumber(leaflet, map, points, index, line);
}

type Point = [latitude: number, longitude: number];

/** What is told in the list isn't told again by the mark. */
const quiet = { draggable: false, keyboard: false, title: '', alt: '' } as const;

/** Numbers at one place hang below it side by side. */
function addNumber(leaflet: Leaflet, map: LeafletMap, points: Point[], index: number, line: HTMLElement): void {
  const point = points[index]!;
  const before = points.slice(0, index).filter((other) => isHere(other, point)).length;
  const icon = leaflet.divIcon({
    className: 'map-number',
    html: String(index + 1),
    iconSize: [size, size],
    iconAnchor: [size / 2 - before * (size + 2), -2],
  });
  const link = line.querySelector('a');
  leaflet
    .marker(point, { ...quiet, icon, title: link?.textContent ?? '' })
    .on('click', () => link?.click())
    .addTo(map);
}

function isHere(one: Point, other: Point): boolean {
  return Math.abs(one[0] - other[0]) < apart && Math.abs(one[1] - other[1]) < apart;
}

function pointOf({ dataset }: HTMLElement): Point {
  return [Number(dataset['latitude']), Number(dataset['longitude'])];
}

function sayUnavailable(place: HTMLElement): void {
  sayInPlaceOfMap(place, 'The map is not available. The place and the open cases near it are below.');
}
