import { announce } from './announce.js';
import { addTiles, loadLeaflet, sayInPlaceOfMap } from './leaflet-map.js';
import type { LatLng, Leaflet, LeafletMap, Marker } from './leaflet-types.js';

/**
 * Adds a map to `[data-map-point]`, whose inputs for the coordinates and the description are always there. When the
 * first tile can't be had the map goes again and the page says so: there is never an empty box.
 */
export function startMapPoints(): void {
  for (const place of document.querySelectorAll<HTMLElement>('[data-map-point]')) {
    void addMap(place).catch(() => sayUnavailable(place));
  }
}

async function addMap(place: HTMLElement): Promise<void> {
  const box = place.querySelector<HTMLElement>('[data-map]');
  const latitude = place.querySelector<HTMLInputElement>('[data-map-latitude]');
  const longitude = place.querySelector<HTMLInputElement>('[data-map-longitude]');
  if (!box || !latitude || !longitude) return;
  const leaflet = await loadLeaflet(place);
  box.hidden = false;
  const map = leaflet.map(box).setView(startOf(place, latitude, longitude), Number(place.dataset['zoom']));
  addTiles(leaflet, map, { place, box, unavailable: () => sayUnavailable(place) });
  const pin = pinOn(leaflet, map, (point) => writePoint(point, latitude, longitude));
  if (isPoint(latitude, longitude)) pin({ lat: Number(latitude.value), lng: Number(longitude.value) });
  map.on('click', ({ latlng }) => {
    pin(latlng);
    writePoint(latlng, latitude, longitude);
  });
  for (const field of [latitude, longitude]) {
    field.addEventListener('change', () => {
      if (isPoint(latitude, longitude)) pin({ lat: Number(latitude.value), lng: Number(longitude.value) });
    });
  }
}

/** A function that puts the one pin somewhere. */
function pinOn(leaflet: Leaflet, map: LeafletMap, onMove: (point: LatLng) => void): (point: LatLng) => void {
  let marker: Marker | undefined;
  return (point) => {
    if (marker) return void marker.setLatLng(point);
    const icon = leaflet.divIcon({ className: 'map-pin', iconSize: [24, 24], iconAnchor: [12, 24] });
    const words = 'The place. Drag it, or change the coordinates below.';
    const made = leaflet.marker(point, { draggable: true, icon, title: words, alt: words, keyboard: true });
    made.on('dragend', () => onMove(made.getLatLng())).addTo(map);
    marker = made;
  };
}

function writePoint(point: LatLng, latitude: HTMLInputElement, longitude: HTMLInputElement): void {
  latitude.value = point.lat.toFixed(6);
  longitude.value = point.lng.toFixed(6);
  longitude.dispatchEvent(new Event('input', { bubbles: true }));
  announce(`The pin is at ${latitude.value}, ${longitude.value}`);
}

function isPoint(latitude: HTMLInputElement, longitude: HTMLInputElement): boolean {
  return [latitude, longitude].every(({ value }) => value.trim() !== '' && Number.isFinite(Number(value)));
}

function startOf(place: HTMLElement, latitude: HTMLInputElement, longitude: HTMLInputElement): [number, number] {
  if (isPoint(latitude, longitude)) return [Number(latitude.value), Number(longitude.value)];
  return [Number(place.dataset['latitude']), Number(place.dataset['longitude'])];
}

function sayUnavailable(place: HTMLElement): void {
  sayInPlaceOfMap(place, 'The map is not available. Describe the place, or give its coordinates.');
}
