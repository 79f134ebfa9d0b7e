import { expect } from 'chai';
import type { StaffActor } from '../kernel/actor.js';
import { runCommand } from '../kernel/command.js';
import type { AppError } from '../kernel/errors.js';
import { parseInput } from '../kernel/input.js';
import { runQuery } from '../kernel/query.js';
import type { Reply, Route, RouteContext } from '../kernel/route.js';
import { everyAuthority } from '../kernel/scope.js';
import { castlebridge, dunmere, onBothEngines, type TestWorld } from '../testing/harness.js';
import { createTemplates } from '../web/templates.js';
import { aPlace, aProperty, someProperties } from './testing/some-properties.js';
import { findPlaceByUprn, getProperty, places, setFact, setResponsibility } from './index.js';
import { placeSummary, type PlaceSummary } from './views.js';

const templates = createTemplates();

/** Calls a route as the server would, after it has told who asks. */
async function call(world: TestWorld, actor: StaffActor, route: string, asked: Asked = {}): Promise<Reply> {
  const found: Route | undefined = places.routes.find(({ method, path }) => `${method} ${path}` === route);
  if (!found) throw new Error(`there is no route ${route}`);
  const { kernel } = world;
  const context: Partial<RouteContext<unknown, unknown, unknown>> = {
    kernel,
    now: kernel.clock.now(),
    visitor: { actor },
    params: found.params ? parseInput(found.params, asked.params ?? {}) : {},
    query: found.query ? parseInput(found.query, asked.query ?? {}) : {},
    body: found.body ? parseInput(found.body, asked.body ?? {}) : {},
    ifMatch: asked.ifMatch,
    read: (query, input) => runQuery(kernel, actor, query, input),
    run: (command, input) => runCommand(kernel, actor, command, input),
  };
  return await found.handle(context as RouteContext<unknown, unknown, unknown>);
}

interface Asked {
  readonly params?: object;
  readonly query?: object;
  readonly body?: object;
  readonly ifMatch?: number;
}

function html(reply: Reply): string {
  if (reply.kind !== 'page') throw new Error(`the reply is ${reply.kind}`);
  return String(templates.render(reply.template, reply.model as object));
}

function value(reply: Reply): Record<string, unknown> {
  if (reply.kind !== 'json') throw new Error(`the reply is ${reply.kind}`);
  return reply.value as Record<string, unknown>;
}

onBothEngines('pages about places', (world) => {
  let adviser: StaffActor;
  let placeId: string;
  before(async () => {
    adviser = await world().staff(['places.read', 'places.manage'], [dunmere]);
    await someProperties(
      world(),
      Array.from({ length: 60 }, (_, at) =>
        aProperty(`99990004${1000 + at}`, { number: String(at + 1), street: 'Mill Row' }),
      ),
    );
    placeId = await aPlace(world(), { number: '4', street: '<b>Quarry</b> Lane', uprn: '999900050000' });
    const fact = { authorityId: dunmere, placeId, source: 'Waste management system' };
    await world().run(adviser, setFact, { ...fact, fact: 'collection-day', value: 'tuesday' });
    await world().run(adviser, setFact, { ...fact, fact: 'next-collection', value: '2026-11-17' });
    const area = { kind: 'place' as const, placeId };
    const rule = { area, serviceKey: 'missed-bin', responsibleAuthorityId: castlebridge };
    await world().run(adviser, setResponsibility, rule);
  });
  const search = async (q?: string): Promise<string> =>
    html(await call(world(), adviser, 'get /desk/places', { query: q === undefined ? {} : { q } }));

  it('ask for an address before anything is searched', async () => {
    expect(await search())
      .to.include('Search for an address')
      .and.not.include('<h2');
  });

  it('say what to try when nothing matches', async () => {
    expect(await search('9 nowhere'))
      .to.include('No address matches.')
      .and.include('value="9 nowhere"');
  });

  it('list several with a link each, and say when there are more', async () => {
    const several = await search('4 dm4 2ll');
    expect(several).to.include('2 addresses').and.include('4 Mill Row').and.include('Quarry');
    const many = await search('mill row');
    expect(many).to.include('More than 50 addresses').and.include('Add the house number');
    expect(many.match(/data-suggestion/g)).to.have.length(50);
  });

  it('show the property itself when one matches: its facts, their source and time, and who answers', async () => {
    const one = await search('999900050000');
    expect(one).to.include('Collection day').and.include('Tuesday').and.include('Waste management system, today 10am');
    expect(one).to.include('Tuesday 17 November').and.include('UPRN 999900050000');
    expect(one).to.include('City of Castlebridge Council').and.include('Agreed for this property alone');
    expect(one).to.include(`/desk/places/${placeId}`);
    expect(one).to.include('&lt;b&gt;Quarry').and.not.include('<b>Quarry');
  });

  it('suggest links, or radios for an address question', async () => {
    const links = html(await call(world(), adviser, 'get /desk/places/suggest', { query: { q: 'mill row' } }));
    expect(links).to.include('data-count-text="More than 8 addresses"').and.include('href="/desk/places/');
    const query = { q: '999900050000', name: 'answers.address' };
    const radios = html(await call(world(), adviser, 'get /desk/places/suggest', { query }));
    expect(radios).to.include(`value="${placeId}"`).and.include('name="answers.address"');
    const none = html(await call(world(), adviser, 'get /desk/places/suggest', { query: { ...query, q: 'zzz' } }));
    expect(none).to.include('No address matches');
    await call(world(), adviser, 'get /desk/places/suggest', { query: { q: 'x', name: '"><script>' } }).then(
      () => expect.fail('a name with markup was taken'),
      (error: unknown) => expect((error as AppError).code).to.equal('bad_input'),
    );
  });

  it('call services by the names that the desk knows', async () => {
    const property = await world().read(adviser, getProperty, { id: placeId });
    const names = new Map([['missed-bin', 'Report a missed bin']]);
    const summary = placeSummary(property, { now: world().kernel.clock.now(), serviceNames: names });
    expect(servicesIn(summary)).to.include('Report a missed bin');
    expect(servicesIn(placeSummary(property, { now: world().kernel.clock.now() }))).to.include('Missed bin');
  });

  it('say of a property whence its address is and as of when, and since when it is gone', async () => {
    const uprn = '999900007700';
    await someProperties(world(), [aProperty(uprn, {}, { source: 'addressbase-premium' })]);
    const originNow = async (): Promise<string> => {
      const { id } = (await findPlaceByUprn(world().kernel.db.read(everyAuthority), uprn)) ?? { id: '' };
      const property = await runQuery(world().kernel, adviser, getProperty, { id });
      const summary = placeSummary(property, { now: world().clock.now() });
      expect(String(templates.render('/places/views/summary', summary))).to.include(summary.origin);
      return summary.origin;
    };
    expect(await originNow()).to.equal('AddressBase Premium, 5 January 2026');
    await someProperties(world(), [aProperty(uprn, {}, { source: 'addressbase-premium', change: 'delete' })]);
    expect(await originNow()).to.equal('AddressBase Premium, gone since 5 January 2026');
  });
});

function servicesIn({ answerable }: PlaceSummary): string[] {
  return answerable.flatMap(({ services, exceptions }) => [...services, ...exceptions.map(({ service }) => service)]);
}

onBothEngines('places in the API', (world) => {
  let system: StaffActor;
  let placeId: string;
  before(async () => {
    system = await world().staff(['places.read', 'places.manage']);
    await aPlace(world(), { uprn: '999900060000', number: '6' });
    placeId = (await findPlaceByUprn(world().kernel.db.read(everyAuthority), '999900060000'))?.id ?? '';
  });

  it('are found, read and found by a point', async () => {
    const list = value(
      await call(world(), system, 'get /api/v1/places', { query: { q: '6 quarry lane', limit: '5' } }),
    );
    expect(list).to.have.keys('items', 'more', 'nextCursor');
    expect((list['items'] as { id: string }[])[0]?.id).to.equal(placeId);
    const one = value(await call(world(), system, 'get /api/v1/places/:id', { params: { id: placeId } }));
    expect(one).to.include.keys('place', 'answerable', 'facts');
    const near = value(
      await call(world(), system, 'get /api/v1/places/nearby', { query: { lat: '52.5', lon: '-1.9' } }),
    );
    expect(near['items']).to.deep.equal([]);
  });

  it('take a fact with the version that If-Match names, list it and end it', async () => {
    const put = (text: string, ifMatch?: number): Promise<Reply> =>
      call(world(), system, 'put /api/v1/places/:id/facts/:fact', {
        params: { id: placeId, fact: 'parking-zone' },
        body: { authorityId: dunmere, value: text, source: 'Parking permits' },
        ...(ifMatch === undefined ? {} : { ifMatch }),
      });
    expect(await put('zone-a')).to.deep.include({ version: 1 });
    expect(await put('zone-b', 1)).to.deep.include({ version: 2 });
    const code = await put('zone-c', 1).then(
      () => 'done',
      (error: unknown) => (error as AppError).code,
    );
    expect(code).to.equal('stale_version');
    const path = { params: { id: placeId } };
    const listed = value(await call(world(), system, 'get /api/v1/places/:id/facts', path));
    expect((listed['items'] as { value: string }[]).map((fact) => fact.value)).to.deep.equal(['zone-b']);
    await call(world(), system, 'delete /api/v1/places/:id/facts/:fact', {
      params: { id: placeId, fact: 'parking-zone' },
      query: { authorityId: String(dunmere) },
      ifMatch: 2,
    });
    expect(value(await call(world(), system, 'get /api/v1/places/:id/facts', path))['items']).to.deep.equal([]);
  });
});
