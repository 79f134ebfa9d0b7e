/** The part of Leaflet 1.9 that the map uses (https://leafletjs.com/reference.html). */
export interface LatLng {
  readonly lat: number;
  readonly lng: number;
}

export interface LeafletMap {
  setView(centre: [number, number], zoom: number): LeafletMap;
  fitBounds(points: [number, number][], options: { padding: [number, number]; maxZoom: number }): LeafletMap;
  on(event: 'click', listener: (event: { latlng: LatLng }) => void): LeafletMap;
  remove(): void;
}

export interface Marker {
  addTo(map: LeafletMap): Marker;
  setLatLng(position: LatLng | [number, number]): Marker;
  getLatLng(): LatLng;
  on(event: 'click' | 'dragend', listener: () => void): Marker;
}

export interface TileLayer {
  addTo(map: LeafletMap): TileLayer;
  on(event: 'tileerror' | 'tileload', listener: () => void): TileLayer;
}

export interface Leaflet {
  map(element: HTMLElement, options?: { scrollWheelZoom: boolean }): LeafletMap;
  tileLayer(url: string, options: { attribution: string; maxZoom: number }): TileLayer;
  marker(
    position: LatLng | [number, number],
    options: {
      draggable: boolean;
      icon: unknown;
      title: string;
      alt: string;
      keyboard: boolean;
      zIndexOffset?: number;
    },
  ): Marker;
  divIcon(options: {
    className: string;
    html?: string;
    iconSize: [number, number];
    iconAnchor: [number, number];
  }): unknown;
}
