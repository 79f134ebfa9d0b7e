import type { ServiceDefinition } from '../../../services/index.js';
import { latinLetters } from './latin-letters.js';
import { readHeritages, type ReadHeritage } from './names/heritages.js';
import { surnameFor } from './names/name-customs.js';
import { createRandom, weightedChooser, type Random } from './random.js';
import { joinersSettlements, settlements } from './settlements.js';
import type { DemoAuthorityKey, DemoTeam, DemoWorld } from './types.js';

/** What the directory says of somebody's work. */
export interface DemoWork {
  readonly responsibilities: readonly string[];
  readonly lgsl: readonly number[];
}

/** Somebody who works for a council and is only in its directory: no account, no role. */
export interface DemoDirectoryPerson extends DemoWork {
  readonly name: string;
  readonly email: string;
  readonly telephone: string;
  readonly authorityKey: DemoAuthorityKey;
  readonly jobTitle: string;
  /** Place of their manager in the list; undefined for a council's head. */
  readonly managerAt: number | undefined;
  readonly covers: readonly string[];
  readonly basedAt: string;
  readonly languages: readonly string[];
  readonly worksMornings: boolean;
}

/** How many report to one manager. */
const span = 9;
const offices = ['Town Hall', 'Civic Centre', 'Depot', 'Library', 'Council offices'];

/** What each team deals with, in the words of the services that are routed to it. By team key. */
export function workOfTeams(services: readonly ServiceDefinition[]): ReadonlyMap<string, DemoWork> {
  const works = new Map<string, DemoWork>();
  for (const { routing, keywords, lgsl } of services) {
    const key = routing.at(-1)?.team ?? '';
    const before = works.get(key) ?? { responsibilities: [], lgsl: [] };
    works.set(key, {
      responsibilities: [...before.responsibilities, ...keywords.slice(0, 3)],
      lgsl: [...new Set([...before.lgsl, ...lgsl])],
    });
  }
  return works;
}

/** Of a thousand people of the directory, how many each member employs. */
const perThousand: Readonly<Record<DemoAuthorityKey, number>> = {
  ...{ westmoor: 290, castlebridge: 190, dunmere: 80, elmfold: 70 },
  ...{ tarnsea: 120, havenhurst: 110, larkbourne: 50, kelderwick: 50, 'joint-waste': 25, 'tarrow-fells': 15 },
};

/** The world's people over its members, each member a tree of managers. The same seed, the same people. */
export function buildDirectoryPeople(
  world: Pick<DemoWorld, 'seed' | 'authorities' | 'teams' | 'staff' | 'directoryPeople'>,
  services: readonly ServiceDefinition[],
): DemoDirectoryPerson[] {
  const random = createRandom(world.seed).fork('directory');
  const works = workOfTeams(services);
  const drawName = nameDrawer(
    random,
    new Set(world.staff.map(({ givenName, familyName }) => `${givenName} ${familyName}`)),
  );
  const settled = [...settlements, ...joinersSettlements];
  let first = 0;
  return world.authorities.flatMap(({ key: authorityKey }) => {
    if (authorityKey === 'partnership') return [];
    const teams = world.teams.filter((team) => team.authorityKey === authorityKey);
    const places = settled.filter(({ areaKey }) => areaKey === authorityKey).map((place) => place.name);
    const length = Math.round((world.directoryPeople * perThousand[authorityKey]) / 1000);
    const people = Array.from({ length }, (_, at) => {
      const manager = at === 0 ? undefined : first + Math.floor((at - 1) / span);
      return personAt({ random, works, teams, places, authorityKey, ...drawName() }, at, manager);
    });
    first += length;
    return people;
  });
}

interface Drawing {
  readonly random: Random;
  readonly works: ReadonlyMap<string, DemoWork>;
  readonly teams: readonly DemoTeam[];
  /** Towns and villages of the member's area. */
  readonly places: readonly string[];
  readonly authorityKey: DemoAuthorityKey;
  readonly name: string;
  readonly heritage: ReadHeritage;
}

function personAt(drawing: Drawing, at: number, managerAt: number | undefined): DemoDirectoryPerson {
  const { random, works, teams, places, authorityKey, name, heritage } = drawing;
  const team = random.pick(teams);
  const work = works.get(team.key) ?? { responsibilities: [], lgsl: [] };
  const isOfficer = at > span * span;
  const speaks = heritage.language !== undefined && random.chance(0.3);
  return {
    ...{ name, authorityKey, managerAt, jobTitle: titleOf(at, team) },
    email: `${latinLetters(name.replace(/ /g, '-'))}.${at}@${authorityKey}.example`,
    telephone: `01632 960${random.whole(400, 999)} ext ${1000 + at}`,
    responsibilities: random.shuffle(work.responsibilities).slice(0, random.whole(1, 4)),
    lgsl: isOfficer ? work.lgsl.slice(0, 3) : work.lgsl,
    covers: isOfficer && places.length > 0 && random.chance(0.5) ? [random.pick(places)] : [],
    basedAt: random.pick(offices),
    languages: speaks ? [languageName(heritage.language ?? '')] : [],
    worksMornings: random.chance(0.12),
  };
}

function titleOf(at: number, { name }: DemoTeam): string {
  if (at === 0) return 'Chief executive';
  if (at <= span) return `Director, ${name.toLowerCase()}`;
  if (at <= span * (span + 1)) return `Head of ${name.toLowerCase()}`;
  return at <= span * span * (span + 1) ? `Manager, ${name.toLowerCase()}` : `Officer, ${name.toLowerCase()}`;
}

const languages = new Intl.DisplayNames('en', { type: 'language' });
const languageName = (tag: string): string => languages.of(tag) ?? tag;

/** Names of which staff of the demo have none; two people of the directory may share one. */
function nameDrawer(random: Random, taken: ReadonlySet<string>): () => Pick<Drawing, 'name' | 'heritage'> {
  const choose = weightedChooser(readHeritages().map((heritage) => [heritage, heritage.perThousand] as const));
  return () => {
    for (;;) {
      const heritage = choose(random);
      const sex = random.chance(0.62) ? 'woman' : 'man';
      const givenName = random.pickCommon(heritage.givenNames(sex, random.whole(1960, 2002)));
      const name = `${givenName} ${surnameFor(sex, random.pick(heritage.surnames))}`;
      if (!taken.has(name)) return { name, heritage };
    }
  };
}
