import { expect } from 'chai';
import { AppError } from '../../kernel/errors.js';
import { dunmere, onBothEngines, westmoor } from '../../testing/harness.js';
import { publishService } from '../commands/publish-service.js';
import { aServiceInput } from '../fixtures.js';
import { getService, getServiceByKey, listServices } from '../queries.js';
import { getServiceVersion } from '../repository.js';
import { everyAuthority } from '../../kernel/scope.js';
import { codeOf } from '../../testing/expectations.js';

onBothEngines('publishing services', (world) => {
  const publisher = () => world().staff(['services.publish', 'services.read'], [dunmere]);

  it('numbers versions and keeps the ones before', async () => {
    const actor = await publisher();
    const first = await world().run(actor, publishService, {
      authorityId: dunmere,
      definition: aServiceInput({ key: 'bulky' }),
    });
    const changed = aServiceInput({ key: 'bulky', name: 'Bulky waste' });
    const second = await world().run(actor, publishService, { authorityId: dunmere, definition: changed });
    expect([first.number, second.number]).to.deep.equal([1, 2]);
    const now = await world().read(actor, getService, { id: first.id });
    expect(now.definition.name).to.equal('Bulky waste');
    const then = await getServiceVersion(world().kernel.db.read(everyAuthority), first.versionId);
    expect(then?.definition.name).to.not.equal('Bulky waste');
  });

  it('publishes nothing while the definition has faults, and names each', async () => {
    const actor = await publisher();
    const faulty = aServiceInput({ key: 'faulty', summaryTemplate: 'About {nothing}' });
    const error = await world()
      .run(actor, publishService, { authorityId: dunmere, definition: faulty })
      .catch((e: unknown) => e);
    expect(error).to.be.instanceOf(AppError);
    expect((error as AppError).faults[0]?.field).to.match(/^definition\.summaryTemplate/);
    const services = await world().read(actor, listServices, {});
    expect(services.map((service) => service.key)).to.not.include('faulty');
  });

  it('shows another authority’s service to nobody of this one, and can’t be published there', async () => {
    const neighbour = await world().staff(['services.publish', 'services.read'], [westmoor]);
    const { id } = await world().run(neighbour, publishService, {
      authorityId: westmoor,
      definition: aServiceInput({ key: 'roads' }),
    });
    const actor = await publisher();
    expect(await codeOf(world().read(actor, getService, { id }))).to.equal('not_found');
    expect(await codeOf(world().read(actor, getServiceByKey, { authorityId: westmoor, key: 'roads' }))).to.equal(
      'not_found',
    );
    const there = world().run(actor, publishService, {
      authorityId: westmoor,
      definition: aServiceInput({ key: 'roads' }),
    });
    expect(await codeOf(there)).to.equal('not_allowed');
    expect((await world().read(neighbour, listServices, {})).map((service) => service.versionNumber)).to.deep.equal([
      1,
    ]);
  });

  it('asks for the permission to publish', async () => {
    const reader = await world().staff(['services.read'], [dunmere]);
    const refused = world().run(reader, publishService, { authorityId: dunmere, definition: aServiceInput({}) });
    expect(
      await refused.then(
        () => 'published',
        (error: AppError) => error.code,
      ),
    ).to.equal('not_allowed');
  });
});
