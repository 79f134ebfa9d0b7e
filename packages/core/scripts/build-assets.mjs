#!/usr/bin/env node
// Builds what browsers fetch: style sheets, scripts and the map's files, each under a name that holds a hash of its
// content, with gzip and brotli copies beside it and a manifest of them all.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import * as sass from 'sass';

const core = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const web = path.join(core, 'src/web');
const output = path.join(core, 'dist-assets');
const modules = path.join(output, `.modules-${process.pid}`);
const packageFolder = (name) => path.dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));

const manifest = {};

mkdirSync(output, { recursive: true });
try {
  addStyles();
  addImages();
  addLeaflet();
  addModules();
} finally {
  rmSync(modules, { recursive: true, force: true });
}
replaceManifest();
removeStaleFiles();

/** In one step, so that a server that starts now finds either the old files or the new ones. */
function replaceManifest() {
  const next = path.join(output, `manifest-${process.pid}.json`);
  writeFileSync(next, `${JSON.stringify(manifest, null, 2)}\n`);
  renameSync(next, path.join(output, 'manifest.json'));
}

function removeStaleFiles() {
  const wanted = new Set(Object.values(manifest).flatMap(({ file }) => [file, `${file}.gz`, `${file}.br`]));
  for (const entry of readdirSync(output, { recursive: true, withFileTypes: true })) {
    const file = path.relative(output, path.join(entry.parentPath ?? entry.path, entry.name));
    if (entry.isFile() && /-[0-9a-f]{10}\./.test(file) && !wanted.has(file))
      rmSync(path.join(output, file), { force: true });
  }
}

function addStyles() {
  const options = { style: 'compressed', loadPaths: [path.dirname(packageFolder('govuk-frontend'))], quietDeps: true };
  add('core.css', sass.compile(path.join(web, 'styles/core.scss'), options).css);
  add('desk.css', sass.compile(path.join(web, 'styles/desk.css'), options).css);
}

function addImages() {
  const images = path.join(web, 'images');
  for (const image of readdirSync(images)) add(image, readFileSync(path.join(images, image)));
}

function addLeaflet() {
  const dist = path.join(packageFolder('leaflet'), 'dist');
  const read = (name) => readFileSync(path.join(dist, name));
  for (const image of readdirSync(path.join(dist, 'images'))) add(`leaflet/${image}`, read(`images/${image}`));
  const inPlace = (_match, image) => `url(${path.basename(manifest[`leaflet/${image}`].file)})`;
  const styles = read('leaflet.css')
    .toString()
    .replace(/url\(images\/([^)]+)\)/g, inPlace);
  add('leaflet/leaflet.css', sass.compileString(styles, { style: 'compressed', syntax: 'css' }).css);
  const script = read('leaflet.js').toString();
  // A tile that is no longer wanted gets no picture, instead of a data: address that the page's policy refuses.
  const blankPicture = /"data:image\/gif;base64,[A-Za-z0-9+/=]+"/g;
  if (!blankPicture.test(script)) throw new Error('Leaflet has changed how it empties a tile: look at this again');
  add('leaflet/leaflet.js', script.replace(blankPicture, '""').replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '\n'));
}

/** Modules are served as the compiler writes them; only the names that they import are exchanged for hashed ones. */
function addModules() {
  const compiler = path.join(packageFolder('typescript-7'), 'bin/tsc');
  const project = ['-p', path.join(core, 'tsconfig.client.json'), '--outDir', modules];
  execFileSync(process.execPath, [compiler, ...project], { stdio: 'inherit' });
  const files = readdirSync(modules, { recursive: true }).filter((file) => file.endsWith('.js'));
  for (const file of files) addModule(path.join(modules, file));
}

function addModule(file, importers = []) {
  const name = path.basename(file);
  if (manifest[name]) return manifest[name];
  if (importers.includes(name))
    throw new Error(`Modules import each other in a circle: ${[...importers, name].join(' > ')}`);
  const imports = new Set();
  const source = readFileSync(file, 'utf8').replace(/(\bfrom |\bimport )'(\.[^']+)'/g, (_match, keyword, target) => {
    const imported = addModule(path.resolve(path.dirname(file), target), [...importers, name]);
    for (const each of [path.basename(target), ...(imported.imports ?? [])]) imports.add(each);
    return `${keyword}'./${imported.file}'`;
  });
  return add(name, source, imports.size > 0 ? { imports: [...imports] } : {});
}

function add(name, content, more = {}) {
  const bytes = Buffer.from(content);
  const { dir, name: stem, ext } = path.parse(name);
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 10);
  const file = path.join(dir, `${stem}-${hash}${ext}`);
  const sizes = { bytes: bytes.length };
  write(file, bytes);
  if (ext !== '.png') {
    const gzip = gzipSync(bytes, { level: 9 });
    const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });
    Object.assign(sizes, { gzipBytes: gzip.length, brotliBytes: brotli.length });
    write(`${file}.gz`, gzip);
    write(`${file}.br`, brotli);
  }
  return (manifest[name] = { file, ...sizes, ...more });
}

function write(file, content) {
  mkdirSync(path.dirname(path.join(output, file)), { recursive: true });
  writeFileSync(path.join(output, file), content);
}
