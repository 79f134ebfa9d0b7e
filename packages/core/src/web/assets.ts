import { existsSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Colour } from './colour.js';
import { isColour } from './colour.js';
import { themeCss, themeFileName, themeTokens } from './theme.js';
import type { PageAssets } from './shell.js';

/** One file that browsers fetch, as `scripts/build-assets.mjs` describes it. */
interface AssetRecord {
  /** Path under the folder, with a hash of the content in its name. */
  readonly file: string;
  readonly bytes: number;
  readonly gzipBytes?: number;
  readonly brotliBytes?: number;
  /** Names of all the modules that this one brings with it. */
  readonly imports?: readonly string[];
}

export interface Assets {
  /** The address of a file: `desk.css` gives `/assets/desk-<hash>.css`. Throws when there is no such file. */
  href(name: string): string;
  /** The address of an authority's colours. */
  themeHref(brand: Colour): string;
  /** What a page with these sheets and modules links to. */
  page(styles: readonly string[], scripts: readonly string[]): PageAssets;
  /** Answers a GET or HEAD under `/assets/`; hands every other request on. */
  serve(request: IncomingMessage, response: ServerResponse, next: () => void): void;
}

const BUILT = fileURLToPath(new URL('../../dist-assets', import.meta.url));
const PREFIX = '/assets/';
const FOR_EVER = 'public, max-age=31536000, immutable';
const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
};

/** Reads the manifest of the built files. Throws, naming the command to run, when they have not been built. */
export function createAssets(folder: string = BUILT): Assets {
  const manifest = readManifest(folder);
  const byFile = new Map(Object.values(manifest).map((record) => [record.file, record]));
  const contents = new Map<string, Buffer>();

  const get = (name: string): AssetRecord => {
    const record = Object.hasOwn(manifest, name) ? manifest[name] : undefined;
    if (record === undefined)
      throw new Error(`No asset is called ${name}. Run node scripts/build.mjs after adding one.`);
    return record;
  };
  const href = (name: string): string => PREFIX + get(name).file;
  const read = (file: string): Buffer => {
    const content = contents.get(file) ?? readFileSync(path.join(folder, file));
    contents.set(file, content);
    return content;
  };

  // Every page asks for the same few, and none of them changes while the process runs.
  const themeHref = remember((brand: Colour) => `${PREFIX}theme/${themeFileName(brand)}`);
  const page = remember((names: string): PageAssets => {
    const [styles, scripts] = JSON.parse(names) as [string[], string[]];
    const preloads = [...new Set(scripts.flatMap((name) => get(name).imports ?? []))].map(href);
    return { styles: styles.map(href), scripts: scripts.map(href), preloads, icon: href('icon.svg') };
  });

  return {
    href,
    themeHref,
    page: (styles, scripts) => page(JSON.stringify([styles, scripts])),
    serve(request, response, next) {
      const [pathname = ''] = (request.url ?? '').split('?');
      if (!pathname.startsWith(PREFIX) || (request.method !== 'GET' && request.method !== 'HEAD')) return next();
      const file = pathname.slice(PREFIX.length);
      const record = byFile.get(file);
      if (record !== undefined) return sendFile(request, response, record, read);
      const css = findTheme(file);
      if (css === undefined) return next();
      send(request, response, '.css', Buffer.from(css));
    },
  };
}

const rememberedAtMost = 1000;

/** The same answer for the same text, worked out once. */
function remember<K extends string, V>(work: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    let value = known.get(key);
    if (value !== undefined) return value;
    if (known.size >= rememberedAtMost) known.clear();
    known.set(key, (value = work(key)));
    return value;
  };
}

function readManifest(folder: string): Record<string, AssetRecord> {
  const file = path.join(folder, 'manifest.json');
  if (!existsSync(file)) throw new Error('The style sheets and scripts are not built. Run node scripts/build.mjs');
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, AssetRecord>;
}

/** The sheet of a theme's address: derived from the colour in its name, so any process can answer for any authority. */
function findTheme(file: string): string | undefined {
  const colour = `#${/^theme\/([0-9a-f]{6})-[0-9a-f]+\.css$/.exec(file)?.[1] ?? ''}`;
  if (!isColour(colour) || file !== `theme/${themeFileName(colour)}`) return undefined;
  return themeCss(themeTokens(colour));
}

function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  record: AssetRecord,
  read: (file: string) => Buffer,
): void {
  const extension = path.extname(record.file);
  if (record.gzipBytes === undefined) return send(request, response, extension, read(record.file));
  response.setHeader('Vary', 'Accept-Encoding');
  const encoding = acceptedEncoding(request);
  if (encoding === undefined) return send(request, response, extension, read(record.file));
  response.setHeader('Content-Encoding', encoding);
  send(request, response, extension, read(`${record.file}.${encoding === 'br' ? 'br' : 'gz'}`));
}

/** The smallest copy that the browser takes; `q=0` refuses one (RFC 9110, 12.5.3). */
function acceptedEncoding(request: IncomingMessage): 'br' | 'gzip' | undefined {
  const accepted = String(request.headers['accept-encoding'] ?? '')
    .split(',')
    .map((part) => part.trim().toLowerCase())
    .filter((part) => !/;\s*q=0(\.0*)?$/.test(part))
    .map((part) => part.split(';')[0]?.trim());
  if (accepted.includes('br')) return 'br';
  return accepted.includes('gzip') ? 'gzip' : undefined;
}

function send(request: IncomingMessage, response: ServerResponse, extension: string, content: Buffer): void {
  response.setHeader('Content-Type', TYPES[extension] ?? 'application/octet-stream');
  response.setHeader('Content-Length', content.length);
  response.setHeader('Cache-Control', FOR_EVER);
  response.statusCode = 200;
  response.end(request.method === 'HEAD' ? undefined : content);
}
