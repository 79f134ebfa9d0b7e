import { expect } from 'chai';
import type { Route } from '#core/kernel/route.js';
import { type Engine } from '#core/testing/harness.js';
import { startHttp, type Answer } from '#core/testing/http.js';
import { onCopiesOf, type WorldCopy } from '#core/testing/world-copies.js';
import { isRelease } from '../release-run.js';
import { askRoute, openClient } from '../tenancy/ask-route.js';
import { routeName, routeSamples } from '../tenancy/route-samples.js';
import type { Seeded } from '../tenancy/seed.js';
import { targetOf, type RowKey, type Target } from '../tenancy/target.js';
import { editable, edits, tellsOfOther, versioned } from './edit-routes.js';
import { clashes } from './clashes.js';

/** Whoever comes second finds nothing there any more. */
const leavesNothing = ({ method, path }: Route): boolean =>
  method === 'delete' || path.endsWith('/remove') || path === '/desk/knowledge-editing/articles/:id/withdraw';

/** On both engines before a release, in `npm test` on one of them. */
const racedOn = (engine: Engine, one: Engine, all: readonly Route[]): readonly Route[] =>
  isRelease || engine === one ? all : [];

onCopiesOf('two people who save at the same moment', editable, (copy, engine) => {
  for (const route of racedOn(engine, 'postgres', versioned))
    it(`one is believed, and the other is told: ${routeName(route)}`, async () => {
      const { answers, grown } = await askTwiceAtOnce(copy(), route);
      const said = answers.map(({ status, text }) => `${status} ${text.slice(0, 300)}`).join('\n');
      const isTold = (answer: Answer): boolean =>
        tellsOfOther(route, answer) || (answer.status === 404 && leavesNothing(route));
      expect(answers.filter(isTold), said).to.have.length(1);
      const [won] = answers.filter((answer) => !isTold(answer));
      expect(won?.status, said).to.be.oneOf([200, 201, 204, 303]);
      expect(grown, 'records that the winner left as they were').to.deep.equal([]);
    });

  for (const route of racedOn(
    engine,
    'sqlite',
    edits.filter((each) => !versioned.includes(each)),
  ))
    it(`neither meets a fault: ${routeName(route)}`, async () => {
      for (const { status, text } of (await askTwiceAtOnce(copy(), route)).answers)
        expect(status, text.slice(0, 300)).to.be.within(200, 499);
    });
});

interface Asked {
  readonly answers: readonly Answer[];
  /** Records whose version a sample names and that still have it. */
  readonly grown: readonly string[];
}

/** Both know the versions from before either of them saved. */
async function askTwiceAtOnce({ world, seeded }: WorldCopy<Seeded>, route: Route): Promise<Asked> {
  const clash = clashes[routeName(route)];
  const of = { ...seeded, ...(await clash?.of?.(world, seeded)) };
  const http = await startHttp(world);
  try {
    const client = await openClient(world, http, seeded);
    const { target, named, now } = await asSeenNow(targetOf(world, seeded, of), route);
    const first = (await clash?.first?.(target, await http.signIn(seeded.personId))) ?? {};
    const other = { ...first, ...clash?.other };
    const answers = await Promise.all([first, other].map((more) => askRoute(client, route, target, more)));
    const after = await Promise.all(named.map(async ([table, row]) => ({ table, version: await now(table, row) })));
    const same = after.filter(({ version }, at) => version === named[at]?.[2]);
    return { answers, grown: same.map(({ table }) => table) };
  } finally {
    await http.close();
  }
}

type Named = readonly [table: string, row: RowKey, version: number];

/** The target with its versions as they are now, whatever happens to the records. */
async function asSeenNow(target: Target, route: Route) {
  const seen = new Map<string, Named>();
  const read = async (table: string, row: RowKey): Promise<number> => {
    const key = `${table} ${JSON.stringify(row)}`;
    const known = seen.get(key);
    if (known) return known[2];
    const version = await target.version(table, row);
    seen.set(key, [table, row, version]);
    return version;
  };
  const fixed: Target = { ...target, version: read };
  await routeSamples[routeName(route)]?.ifMatch?.(fixed);
  await routeSamples[routeName(route)]?.body?.(fixed);
  const now = (table: string, row: RowKey): Promise<number | 'gone'> =>
    target.version(table, row).catch(() => 'gone' as const);
  return { target: fixed, named: [...seen.values()], now };
}
