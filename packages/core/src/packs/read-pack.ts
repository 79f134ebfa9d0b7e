import { readYamlText } from '../kernel/yaml-text.js';
import { readDefinition, teamsNamed, type FileFault, type ServiceDefinition } from '../services/index.js';
import { fieldFaults } from '../kernel/input.js';
import { withinTime } from '../kernel/within-time.js';
import { PackFile, type Pack } from './types.js';

/** A file is larger than any service needs to be. */
export const mostBytes = 1024 * 1024;
/** Levels of lists and fields within each other. The deepest condition of a shipped service has 11. */
const mostLevels = 24;

/** Brackets that are open at once, those in sentences too: the parser takes long over thousands. */
const mostBrackets = 500;

/** A pack from the text of its file, or everything that is wrong with it. */
export type ReadPack = { readonly pack: Pack; readonly faults: readonly [] } | PackFaults;

interface PackFaults {
  readonly pack?: undefined;
  /** `path` is empty for the file as a whole. */
  readonly faults: readonly FileFault[];
}

/** Milliseconds. The longest shipped pack is read in a fiftieth of it, on a machine that is at rest. */
const longestReading = 5_000;

export function readPack(text: string, { withinMs = longestReading } = {}): ReadPack {
  return withinTime(withinMs, () => readWhole(text))?.value ?? refused('Shorten the file: it takes too long to read');
}

function readWhole(text: string): ReadPack {
  if (Buffer.byteLength(text) > mostBytes) return refused('Shorten the file to a megabyte or less');
  if (mostOpen(text) > mostBrackets) return refused('Nest it less deeply: too many brackets are open at once');
  const read = readYamlText(text);
  if (read.faults.length > 0) return { faults: read.faults.map((fault) => ({ path: '', ...fault })) };
  if (levelsOf(read.value) > mostLevels) return refused(`Nest it less deeply: ${mostLevels} levels are read`);
  if (typeof read.value !== 'object' || read.value === null || Array.isArray(read.value))
    return refused('This is no pack: a pack’s first line says moothall-pack: 1');
  const { pack, faults } = parsePack(read.value);
  return pack ? { pack, faults: [] } : { faults: faults.map((fault) => ({ ...fault, line: read.lineOf(fault.path) })) };
}

/** The same from plain data. */
export function parsePack(raw: unknown): ReadPack {
  const parsed = PackFile.safeParse(raw);
  const file = parsed.success ? [] : fieldFaults(parsed.error).map(({ field: path, message }) => ({ path, message }));
  const service = readDefinition(serviceIn(raw));
  const inService = service.faults.map(({ path, message }) => ({ path: withPath('service', path), message }));
  const faults = [...file, ...inService];
  if (!parsed.success || !service.definition) return { faults };
  const pack: Pack = { ...parsed.data, service: service.definition };
  const unsound = checkPack(pack);
  return unsound.length > 0 ? { faults: unsound } : { pack, faults: [] };
}

function serviceIn(raw: unknown): unknown {
  return typeof raw === 'object' && raw !== null && 'service' in raw ? raw.service : undefined;
}

const withPath = (part: string, path: string): string => (path === '' ? part : `${part}.${path}`);

function refused(message: string): PackFaults {
  return { faults: [{ path: '', message }] };
}

function mostOpen(text: string): number {
  let [open, most] = [0, 0];
  for (const [character] of text.matchAll(/[[\]{}]/g)) {
    open = Math.max(0, open + (character === '[' || character === '{' ? 1 : -1));
    most = Math.max(most, open);
  }
  return most;
}

/** How deep plain data goes; it was read from a text, so that nothing in it holds itself. */
function levelsOf(value: unknown): number {
  let [levels, layer] = [0, [value]];
  while (layer.length > 0 && levels <= mostLevels) {
    layer = layer.flatMap((each): unknown[] => (typeof each === 'object' && each !== null ? Object.values(each) : []));
    levels += 1;
  }
  return levels;
}

/** What is wrong between the parts of a pack. */
function checkPack(pack: Pack): FileFault[] {
  return [...checkTeams(pack), ...checkArticles(pack), ...checkTests(pack)];
}

function checkTeams({ teams, service, articles, tests }: Pack): FileFault[] {
  const named = [...teamsOf({ service, articles }), ...tests.form.flatMap(({ gives }) => gives.team ?? [])];
  const missing = [...new Set(named)].filter((key) => !Object.hasOwn(teams, key));
  const unused = Object.keys(teams).filter((key) => !named.includes(key));
  return [
    ...missing.map((key) => ({ path: 'teams', message: `Say under ${key} what the team is called and what it does` })),
    ...unused.map((key) => ({ path: `teams.${key}`, message: 'Remove this team: nothing in the pack names it' })),
  ];
}

/** The keys of the teams that a service and articles name, each once. */
export function teamsOf({
  service,
  articles,
}: {
  readonly service: Pick<ServiceDefinition, 'routing' | 'tasks'>;
  readonly articles: Pack['articles'];
}): string[] {
  const named = [...teamsNamed(service).map(({ team }) => team), ...articles.map(({ ownerTeam }) => ownerTeam)];
  return [...new Set(named)];
}

function checkArticles({ articles }: Pack): FileFault[] {
  const keys = articles.map(({ key }) => key);
  return articles
    .map(({ key }, index) => ({ key, path: `articles.${index}.key`, isAgain: keys.indexOf(key) < index }))
    .filter(({ isAgain }) => isAgain)
    .map(({ key, path }) => ({ path, message: `Give each article a key of its own: there is another ${key}` }));
}

function checkTests({ articles, tests }: Pack): FileFault[] {
  const keys = new Set(articles.map(({ key }) => key));
  return tests.search.flatMap(({ finds }, index) =>
    keys.has(finds)
      ? []
      : [{ path: `tests.search.${index}.finds`, message: `Name an article of the pack: ${finds} is none` }],
  );
}
