import type { Kernel } from '../../kernel/kernel.js';
import { createAssets, type Assets } from '../../web/assets.js';
import type { MapSettings } from '../../web/form-components.js';

let built: Assets | undefined;

/** The middle of Great Britain, where a map opens that knows no better. */
const wholeCountry = { latitude: 54.5, longitude: -2.5, zoom: 6 };

/** How a map is drawn, when the configuration names tiles; it opens at the point given. */
export function mapSettings(
  { config }: Pick<Kernel, 'config'>,
  at?: { readonly lat: number | null; readonly long: number | null },
): MapSettings | undefined {
  const { tileUrl, attribution } = config.map;
  if (!tileUrl) return undefined;
  built ??= createAssets();
  const hrefs = { scriptHref: built.href('leaflet/leaflet.js'), styleHref: built.href('leaflet/leaflet.css') };
  const { lat = null, long = null } = at ?? {};
  const opens = lat !== null && long !== null ? { latitude: lat, longitude: long, zoom: 17 } : wholeCountry;
  return { tileUrl, attribution, ...hrefs, ...opens };
}
