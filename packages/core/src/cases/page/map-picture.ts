import type { Kernel } from '../../kernel/kernel.js';
import type { CasePlace } from '../types.js';
import type { MapPicture } from '../views.js';

/** Streets and house numbers can be told apart, and one tile shows some 300 m. */
const zoom = 17;

/** The map tile that holds the place, when tiles are configured and the place has a point. */
export function mapPicture({ config }: Pick<Kernel, 'config'>, { lat, long }: CasePlace): MapPicture | undefined {
  const { tileUrl, attribution } = config.map;
  if (!tileUrl || lat === null || long === null) return undefined;
  const { x, y } = tileAt(lat, long);
  const values: Readonly<Record<string, string>> = { z: String(zoom), x: String(x), y: String(y), s: 'a', r: '' };
  return { src: tileUrl.replace(/\{([a-z])\}/g, (whole, name: string) => values[name] ?? whole), attribution };
}

/** The tile of the Web Mercator grid (the "slippy map" scheme) that a point is in. */
function tileAt(lat: number, long: number): { x: number; y: number } {
  const tiles = 2 ** zoom;
  const radians = (lat * Math.PI) / 180;
  const down = (1 - Math.asinh(Math.tan(radians)) / Math.PI) / 2;
  return { x: Math.floor(((long + 180) / 360) * tiles), y: Math.floor(down * tiles) };
}
