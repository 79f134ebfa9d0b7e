import type { DemoCase, DemoWorld } from '#core/app/demo/world/types.js';
import { chanceOf, idOf, kinds } from './chance.js';
import { rangeOfCouncil, type Population } from './councils.js';
import { makeCaseReference } from '#core/cases/reference.js';

/** A case of the large database: a case of the demo world, told of another customer at another time. */
export interface BenchCase {
  readonly id: string;
  readonly reference: string;
  readonly pattern: DemoCase;
  /** Number of its customer. */
  readonly customer: number;
  readonly openedAt: number;
}

export interface CasePatterns {
  readonly closed: readonly DemoCase[];
  readonly open: readonly DemoCase[];
  readonly prefixes: ReadonlyMap<string, string>;
}

export interface CaseCount extends Population {
  readonly cases: number;
  /** The database's present. */
  readonly endAt: number;
}

const dayMs = 86_400_000;
const past = 3 * 365 * dayMs;
/** Of cases from the last three weeks about half are still open, of older ones three in a thousand. */
const freshMs = 21 * dayMs;

export function casePatterns(world: DemoWorld): CasePatterns {
  return {
    closed: world.cases.filter(({ closedAt }) => closedAt !== undefined),
    open: world.cases.filter(({ closedAt }) => closedAt === undefined),
    prefixes: new Map(world.authorities.map(({ key, prefix }) => [key, prefix])),
  };
}

/** The case of that number; later ones have greater numbers. */
export function caseAt(index: number, { closed, open, prefixes }: CasePatterns, count: CaseCount): BenchCase {
  const draw = chanceOf(kinds.case, index);
  const openedAt = count.endAt - past + Math.floor((past * (index + 0.5)) / count.cases);
  const isOpen = draw.chance(count.endAt - openedAt < freshMs ? 0.5 : 0.003);
  const pattern = draw.pick(isOpen ? open : closed);
  const { from, to } = rangeOfCouncil(pattern.authorityKey, count);
  const customer = from + Math.floor((to - from) * draw.fraction() ** 1.3);
  const reference = makeCaseReference(prefixes.get(pattern.authorityKey) ?? '', (size) => scattered(index, size));
  return { id: idOf(kinds.case, index), reference, pattern, customer, openedAt };
}

/** The number's own bytes, no two alike and no two neighbours near: an odd factor takes each number to another. */
function scattered(number: number, bytes: number): Uint8Array {
  const all = BigInt.asUintN(8 * bytes, BigInt(number) * 0x9e_37_79_b9_7fn);
  return Uint8Array.from({ length: bytes }, (_, place) => Number((all >> BigInt(8 * place)) & 0xffn));
}

/** Moves an instant of the pattern to the case's own time; nothing lies after the present. */
export function movedTo({ pattern, openedAt }: BenchCase, at: number, { endAt }: CaseCount): number {
  return Math.min(openedAt + (at - pattern.loggedAt), endAt);
}
