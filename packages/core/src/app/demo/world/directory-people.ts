import type { ServiceDefinition } from '../../../services/index.js';
import { latinLetters } from './latin-letters.js';
import { readHeritages } from './names/heritages.js';
import { surnameFor } from './names/name-customs.js';
import { createRandom, weightedChooser, type Random } from './random.js';
import { councilKeys } from './authorities.js';
import type { DemoAuthorityKey, DemoTeam, DemoWorld } from './types.js';

/** Somebody who works for a council and is only in its directory: no account, no role. */
export interface DemoDirectoryPerson {
  readonly name: string;
  readonly email: string;
  readonly telephone: string;
  readonly authorityKey: DemoAuthorityKey;
  readonly jobTitle: string;
  /** Place of their manager in the list; undefined for a council's head. */
  readonly managerAt: number | undefined;
  readonly responsibilities: readonly string[];
}

/** How many report to one manager. */
const span = 9;

/** What each team deals with, in the words of the services that are routed to it. By team key. */
export function workOfTeams(services: readonly ServiceDefinition[]): ReadonlyMap<string, readonly string[]> {
  const works = new Map<string, readonly string[]>();
  for (const { routing, keywords } of services) {
    const key = routing.at(-1)?.team ?? '';
    works.set(key, [...(works.get(key) ?? []), ...keywords.slice(0, 3)]);
  }
  return works;
}

/** So many people over the four councils, each council a tree of managers. The same seed, the same people. */
export function buildDirectoryPeople(
  world: Pick<DemoWorld, 'seed' | 'teams' | 'staff'>,
  services: readonly ServiceDefinition[],
  count: number,
): DemoDirectoryPerson[] {
  const random = createRandom(world.seed).fork('directory');
  const works = workOfTeams(services);
  const drawName = nameDrawer(
    random,
    new Set(world.staff.map(({ givenName, familyName }) => `${givenName} ${familyName}`)),
  );
  const each = Math.floor(count / councilKeys.length);
  return councilKeys.flatMap((authorityKey, council) => {
    const teams = world.teams.filter((team) => team.authorityKey === authorityKey);
    const first = council * each;
    return Array.from({ length: each }, (_, at) => {
      const manager = at === 0 ? undefined : first + Math.floor((at - 1) / span);
      return personAt({ random, works, teams, authorityKey, name: drawName() }, at, manager);
    });
  });
}

interface Drawing {
  readonly random: Random;
  readonly works: ReadonlyMap<string, readonly string[]>;
  readonly teams: readonly DemoTeam[];
  readonly authorityKey: DemoAuthorityKey;
  readonly name: string;
}

function personAt(drawing: Drawing, at: number, managerAt: number | undefined): DemoDirectoryPerson {
  const { random, works, teams, authorityKey, name } = drawing;
  const team = random.pick(teams);
  return {
    ...{ name, authorityKey, managerAt, jobTitle: titleOf(at, team) },
    email: `${latinLetters(name.replace(/ /g, '-'))}.${at}@${authorityKey}.example`,
    telephone: `01632 960${random.whole(400, 999)} ext ${1000 + at}`,
    responsibilities: random.shuffle([...(works.get(team.key) ?? [])]).slice(0, random.whole(1, 4)),
  };
}

function titleOf(at: number, { name }: DemoTeam): string {
  if (at === 0) return 'Chief executive';
  if (at <= span) return `Director, ${name.toLowerCase()}`;
  if (at <= span * (span + 1)) return `Head of ${name.toLowerCase()}`;
  return at <= span * span * (span + 1) ? `Manager, ${name.toLowerCase()}` : `Officer, ${name.toLowerCase()}`;
}

/** Names of which staff of the demo have none; two people of the directory may share one. */
function nameDrawer(random: Random, taken: ReadonlySet<string>): () => string {
  const choose = weightedChooser(readHeritages().map((heritage) => [heritage, heritage.perThousand] as const));
  return () => {
    for (;;) {
      const heritage = choose(random);
      const sex = random.chance(0.62) ? 'woman' : 'man';
      const givenName = random.pickCommon(heritage.givenNames(sex, random.whole(1960, 2002)));
      const name = `${givenName} ${surnameFor(sex, random.pick(heritage.surnames))}`;
      if (!taken.has(name)) return name;
    }
  };
}
