import type { Leaflet, LeafletMap } from './leaflet-types.js';

/** Leaflet is 42 KB, so only pages with a map fetch it: `data-leaflet-script` and `data-leaflet-style` say where from. */
export async function loadLeaflet(place: HTMLElement): Promise<Leaflet> {
  const { leafletScript = '', leafletStyle = '' } = place.dataset;
  const sheet = document.createElement('link');
  Object.assign(sheet, { rel: 'stylesheet', href: leafletStyle });
  document.head.append(sheet);
  await import(leafletScript);
  return (globalThis as unknown as { L: Leaflet }).L;
}

/** When the first tile can't be had the map goes again and `unavailable` is called: there is never an empty box. */
export function addTiles(
  leaflet: Leaflet,
  map: LeafletMap,
  { place, box, unavailable }: { place: HTMLElement; box: HTMLElement; unavailable: () => void },
): void {
  const { tiles = '', attribution = '' } = place.dataset;
  let hasTile = false;
  leaflet
    .tileLayer(tiles, { attribution, maxZoom: 19 })
    .on('tileload', () => {
      hasTile = true;
    })
    .on('tileerror', () => {
      if (hasTile || box.hidden) return;
      box.hidden = true;
      map.remove();
      unavailable();
    })
    .addTo(map);
}

/** Says in place of the map what to do without it. */
export function sayInPlaceOfMap(place: HTMLElement, words: string): void {
  const status = place.querySelector('[data-map-status]');
  if (status) status.textContent = words;
}
