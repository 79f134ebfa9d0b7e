import { expect } from 'chai';
import { addTeam, listOpenTeams } from '../directory/index.js';
import { everyAuthority } from '../kernel/scope.js';
import { findArticleByKey, publishArticle, withdrawArticle } from '../knowledge/index.js';
import { findServiceByKey, publishService } from '../services/index.js';
import { addCalendars, castlebridge, dunmere, setup } from '../testing/case-world.js';
import { auditOf, codeOf, errorOf } from '../testing/expectations.js';
import { onBothEngines, partnership, westmoor } from '../testing/harness.js';
import { installPack } from './commands/install-pack.js';
import { exportPack } from './export-pack.js';
import { getPack, listPacks, planPack } from './queries.js';
import { readPack } from './read-pack.js';
import { anArticle } from '../testing/an-article.js';
import { aPackInput, aServiceInput, whichBin } from './testing/a-pack.js';
import { writePack } from './write-pack.js';

type Input = Record<string, unknown>;

onBothEngines('packs', (world) => {
  const db = () => world().kernel.db.read(everyAuthority);
  const asked = (authorityId: number, changes: Input = {}, how: Input = {}) => ({
    authorityId,
    pack: aPackInput(changes),
    ...how,
  });
  const plan = (...given: Parameters<typeof asked>) => world().read(setup, planPack, asked(...given));
  const install = async (...given: Parameters<typeof asked>) => {
    const { code } = await plan(...given);
    return await world().run(setup, installPack, { ...asked(...given), seen: code });
  };
  const serviceOf = async (authorityId: number) =>
    (await findServiceByKey(db(), authorityId, 'missed-bin'))?.definition;
  const kinds = async (...given: Parameters<typeof asked>) =>
    (await plan(...given)).differences.map(({ kind, path }) => `${kind} ${path}`);

  before(async () => {
    for (const authorityId of [dunmere, castlebridge, westmoor]) await addCalendars(world(), authorityId);
    await world().run(setup, addTeam, { authorityId: dunmere, key: 'waste', name: 'Waste', purpose: 'Empties bins.' });
    await world().run(setup, addTeam, { authorityId: castlebridge, key: 'refuse', name: 'Refuse', purpose: 'Bins.' });
  });

  it('aren’t installed while the council has no such team, and nothing of them is written', async () => {
    const { faults } = await plan(castlebridge);
    expect(faults.map(({ field }) => field)).to.deep.equal(['teams.waste']);
    expect(await codeOf(install(castlebridge))).to.equal('pack_refused');
    const given = { teams: { waste: 'refuse', parks: 'trees' } };
    expect((await plan(castlebridge, {}, given)).faults.map(({ field }) => field)).to.deep.equal(['teams']);
    expect(await serviceOf(castlebridge)).to.equal(undefined);
    expect(await findArticleByKey(db(), [castlebridge], 'missed-bin')).to.equal(undefined);
  });

  it('bring the service and its articles, once: the same again changes nothing', async () => {
    expect(await kinds(dunmere)).to.deep.equal(['updated service', 'updated articles.missed-bin']);
    const { id } = await install(dunmere);
    expect((await serviceOf(dunmere))?.name).to.equal('Missed bin');
    expect((await findArticleByKey(db(), [dunmere], 'missed-bin'))?.content.serviceKey).to.equal('missed-bin');
    expect(await plan(dunmere)).to.deep.include({ isNothing: true, differences: [] });
    expect((await auditOf(world(), id)).map(({ action, details }) => [action, details['version']])).to.deep.equal([
      ['packs.install-pack', '1.0.0'],
    ]);
    const before = await findServiceByKey(db(), dunmere, 'missed-bin');
    expect((await install(dunmere)).isNothing).to.equal(true);
    expect((await findServiceByKey(db(), dunmere, 'missed-bin'))?.versionNumber).to.equal(before?.versionNumber);
  });

  it('are whole or not at all: what changed since the difference was looked at keeps all of it out', async () => {
    const changes = { version: '1.0.1', service: aServiceInput({ summary: 'Say that a bin is full.' }) };
    const { code } = await plan(dunmere, changes);
    const own = anArticle({ serviceKey: 'missed-bin', summary: 'Ours: look at the round, then log it.' });
    await world().run(setup, publishArticle, { authorityId: dunmere, article: own });
    const late = world().run(setup, installPack, { ...asked(dunmere, changes), seen: code });
    expect(await codeOf(late)).to.equal('pack_moved_on');
    expect((await serviceOf(dunmere))?.summary).to.equal('Tell us that a bin was not emptied.');
  });

  it('brought up to date, leave what the council changed, and name what both changed', async () => {
    const ours = { ...aServiceInput(), name: 'Bin left full', summary: 'Ours.' };
    await world().run(setup, publishService, { authorityId: dunmere, definition: ours });
    const sla = { target: { amount: 1, unit: 'working-days' }, calendar: 'crews' };
    const later = { version: '1.1.0', service: aServiceInput({ sla, summary: 'Theirs.' }) };
    expect(await kinds(dunmere, later)).to.deep.equal([
      'kept service.name',
      'conflict service.summary',
      'updated service.sla.target',
      'kept articles.missed-bin.summary',
    ]);
    expect(await install(dunmere, later)).to.deep.include({ updated: 1, kept: 2, conflicts: 1, version: '1.1.0' });
    const found = await serviceOf(dunmere);
    expect([found?.name, found?.summary, found?.sla.target.amount]).to.deep.equal(['Bin left full', 'Ours.', 1]);
    const { items } = await world().read(setup, listPacks, {});
    const pack = await world().read(setup, getPack, { id: items[0]?.id ?? '' });
    expect(pack.differences.map(({ path }) => path)).to.deep.equal([
      'service.name',
      'service.summary',
      'articles.missed-bin.summary',
    ]);
  });

  it('take the place of what the council has where that is wanted, and nowhere that doesn’t differ', async () => {
    const later = { version: '1.1.0', service: aServiceInput({ summary: 'Theirs.' }) };
    const strange = await plan(dunmere, later, { take: ['service.colour'] });
    expect(strange.faults.map(({ field }) => field)).to.deep.equal(['take']);
    await install(dunmere, later, { take: ['service.summary'] });
    expect(await serviceOf(dunmere)).to.deep.include({ name: 'Bin left full', summary: 'Theirs.' });
  });

  it('are refused when the two don’t fit together, naming where', async () => {
    const own = {
      ...aServiceInput(),
      form: { questions: [{ ...whichBin, key: 'which' }] },
      summaryTemplate: 'Bin',
    };
    await world().run(setup, publishService, { authorityId: dunmere, definition: own });
    const routing = [{ when: { question: 'bin', is: 'garden' }, team: 'waste' }, { team: 'waste' }];
    const error = await errorOf(install(dunmere, { version: '1.2.0', service: aServiceInput({ routing }) }));
    expect(error.faults.map(({ field }) => field)).to.include('service.routing.0.when');
  });

  it('leave a service that was there before as it is', async () => {
    const definition = aServiceInput({ name: 'Our own', routing: [{ team: 'refuse' }] });
    await world().run(setup, publishService, { authorityId: castlebridge, definition });
    const how = { teams: { waste: 'refuse' } };
    expect(await kinds(castlebridge, {}, how)).to.deep.equal(['kept service.name', 'updated articles.missed-bin']);
    await install(castlebridge, {}, how);
    expect((await serviceOf(castlebridge))?.name).to.equal('Our own');
    expect((await findArticleByKey(db(), [castlebridge], 'missed-bin'))?.content.ownerTeam).to.equal('refuse');
  });

  it('keep out what the council withdrew, and withdraw what the pack has no more', async () => {
    const two = [anArticle(), anArticle({ key: 'bin-day' }), anArticle({ key: 'tags' })];
    await install(castlebridge, { version: '1.1.0', articles: two });
    const withdrawn = await findArticleByKey(db(), [castlebridge], 'tags');
    const { id = '', version: expectedVersion = 0 } = withdrawn ?? {};
    await world().run(setup, withdrawArticle, { id, expectedVersion });
    const later = { version: '1.2.0', articles: [anArticle(), anArticle({ key: 'tags' })] };
    const told = await kinds(castlebridge, later);
    expect(told).to.include.members(['updated articles.bin-day', 'kept articles.tags']);
    await install(castlebridge, later);
    for (const key of ['bin-day', 'tags'])
      expect(await findArticleByKey(db(), [castlebridge], key)).to.equal(undefined);
  });

  it('use the partnership’s article where it says the same, and don’t copy it', async () => {
    const { code } = await plan(partnership);
    await world().run(setup, installPack, { ...asked(partnership), seen: code });
    const how = { missingTeams: 'add' };
    const at = (await plan(westmoor, { articles: [anArticle({ audience: ['county'] })] }, how)).differences;
    expect(at.map(({ path }) => path)).to.deep.equal(['service', 'articles.missed-bin']);
    const article = anArticle({ key: 'roads', audience: ['county'] });
    await world().run(setup, publishArticle, { authorityId: partnership, article });
    await install(westmoor, { articles: [article] }, how);
    expect(await findArticleByKey(db(), [westmoor], 'roads')).to.equal(undefined);
    expect((await serviceOf(westmoor))?.key).to.equal('missed-bin');
    const teams = await listOpenTeams(db());
    expect(
      teams.filter((team) => team.authorityId === westmoor).map(({ key, purpose }) => [key, purpose]),
    ).to.deep.equal([['waste', 'Empties bins.']]);
  });

  it('have one service each, which no other pack has', async () => {
    const faults = async (changes: Input) => (await plan(westmoor, changes)).faults.map(({ field }) => field);
    expect(await faults({ name: 'another' })).to.deep.equal(['service.key']);
    expect(await faults({ version: '2.0.0', service: aServiceInput({ key: 'other' }) })).to.deep.equal(['service.key']);
  });

  it('made of a service and installed elsewhere give the same', async () => {
    const key = 'fallen-tree';
    const definition = aServiceInput({ key, name: 'Fallen tree', relatedArticles: [key] });
    await world().run(setup, publishService, { authorityId: westmoor, definition });
    const audience = ['county', 'district'] as const;
    const article = anArticle({ key, audience: [...audience], serviceKey: key });
    await world().run(setup, publishArticle, { authorityId: westmoor, article });
    const made = await world().read(setup, exportPack, { authorityId: westmoor, service: key });
    expect(made).to.deep.include({ name: key, version: '1.0.0', title: 'Fallen tree' });
    expect(made.teams).to.deep.equal({ waste: { name: 'Waste', does: 'Empties bins.' } });
    const { pack } = readPack(writePack(made));
    expect(pack).to.deep.equal(made);
    const there = { authorityId: dunmere, pack: JSON.parse(JSON.stringify(pack)) as Input };
    const { code, faults } = await world().read(setup, planPack, there);
    expect(faults).to.deep.equal([]);
    await world().run(setup, installPack, { ...there, seen: code });
    const [here, copy] = [await findServiceByKey(db(), westmoor, key), await findServiceByKey(db(), dunmere, key)];
    expect(copy?.definition).to.deep.equal(here?.definition);
    const again = await world().read(setup, exportPack, { authorityId: dunmere, service: key });
    expect(again).to.deep.equal(made);
  });

  it('made of a service that came from one name its teams again, and count on where something was changed', async () => {
    await install(castlebridge, { version: '3.0.0' }, { take: ['all'], teams: { waste: 'refuse' } });
    const read = () => world().read(setup, exportPack, { authorityId: castlebridge, service: 'missed-bin' });
    const same = await read();
    expect([same.version, same.service.routing[0]?.team, same.articles[0]?.ownerTeam]).to.deep.equal([
      '3.0.0',
      'waste',
      'waste',
    ]);
    const definition = aServiceInput({ summary: 'Tell us.', routing: [{ team: 'refuse' }] });
    await world().run(setup, publishService, { authorityId: castlebridge, definition });
    const changed = await read();
    expect([changed.version, changed.service.summary, changed.service.routing[0]?.team]).to.deep.equal([
      '3.0.1',
      'Tell us.',
      'waste',
    ]);
  });

  it('are listed page by page, each with what was changed of it', async () => {
    const pages = [];
    let cursor: string | null | undefined;
    do {
      const page: Awaited<ReturnType<typeof listPacks.run>> = await world().read(setup, listPacks, {
        limit: 1,
        ...(cursor ? { cursor } : {}),
      });
      pages.push(page.items.map(({ authorityId, name, differences }) => [authorityId, name, differences.length]));
      cursor = page.nextCursor;
    } while (cursor);
    expect(pages.flat()).to.deep.equal([
      [partnership, 'missed-bin', 0],
      [westmoor, 'missed-bin', 0],
      [dunmere, 'fallen-tree', 0],
      [dunmere, 'missed-bin', 5],
      [castlebridge, 'missed-bin', 1],
    ]);
  });

  it('are installed by whoever may, in their own council alone', async () => {
    const reader = await world().staff(['packs.read'], [dunmere]);
    expect(await codeOf(world().run(reader, installPack, { ...asked(dunmere), seen: '' }))).to.equal('not_allowed');
    const { items } = await world().read(reader, listPacks, {});
    expect(items.map(({ authorityId }) => authorityId)).to.deep.equal([dunmere, dunmere]);
    const elsewhere = await world().staff(['packs.install', 'services.publish', 'knowledge.edit'], [westmoor]);
    expect(await codeOf(world().run(elsewhere, installPack, { ...asked(dunmere), seen: '' }))).to.equal('not_found');
    expect(await codeOf(world().read(elsewhere, planPack, asked(dunmere)))).to.equal('not_found');
  });
});
