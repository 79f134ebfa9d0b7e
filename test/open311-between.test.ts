import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { LineOfBusinessInstance, OutgoingCase } from '@moothall/adapter-sdk';
import { adapter } from '@moothall/adapter-open311';
import { aHost, startAdapter, type Host } from '@moothall/adapter-testkit';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { expect } from 'chai';
import { changeStatus, findCase, listFiles, resolveCase } from '#core/cases/index.js';
import { hashSecret } from '#core/kernel/http/tokens.js';
import { everyAuthority } from '#core/kernel/scope.js';
import { makeKey, newKeySecret, offerService } from '#core/open311/index.js';
import { caseWorld, setup, type CaseWorld } from '#core/testing/case-world.js';
import { dunmere, onBothEngines } from '#core/testing/harness.js';
import { startHttp, type TestHttp } from '#core/testing/http.js';
import { png } from '#core/testing/one-pixel.js';

const folder = path.join(process.env['MOOTHALL_TEST_DATA'] ?? '', 'open311');
const hasSchemas = process.env['MOOTHALL_TEST_DATA'] !== undefined && existsSync(folder);

/** A case of another Moothall, as its connection takes it here. */
const aCase: Omit<OutgoingCase, 'reference'> = {
  ...{ id: '01900000-0000-7000-8000-000000000001', service: 'bins' },
  ...{ serviceName: 'Bins', title: 'Missed rubbish bin', priority: 'normal', triedAt: null },
  loggedAt: Date.UTC(2026, 10, 16, 10),
  answers: [{ key: 'which', question: 'Which bin was missed?', values: ['grey'], text: 'Grey' }],
  place: { text: '4 Quarry Lane, DM4 2LL', uprn: null, lat: null, long: null },
  customer: { name: 'Joan Prosser', email: 'joan@mail.example', telephone: '+441632960144' },
  files: [],
};

onBothEngines('one Moothall that sends cases to another by Open311', (world) => {
  let there: CaseWorld;
  let http: TestHttp;
  let apiKey: string;
  before(async () => {
    there = await caseWorld(world());
    apiKey = newKeySecret(world().kernel);
    const offered = { serviceId: there.serviceId, shows: 'reports', expectedVersion: 0 } as const;
    await world().run(setup, offerService, offered);
    const rights = ['report', 'update'] as const;
    const key = { authorityId: dunmere, name: 'Westmoor', rights: [...rights], secretHash: hashSecret(apiKey) };
    await world().run(setup, makeKey, key);
    http = await startHttp(world());
  });
  after(() => http.close());

  const connect = (format: 'json' | 'xml'): LineOfBusinessInstance => {
    const settings = {
      ...{ url: `${http.address}/open311/v2/`, jurisdiction: 'dunmere', format, updates: 'mysociety' },
      services: { bins: { code: 'missed-bin', attributes: { bin: { from: 'which', values: { grey: 'rubbish' } } } } },
      statuses: { 'in-progress': { status: 'started' }, emptied: { status: 'done', outcome: 'emptied' } },
      ...{ comments: 'customer', sends: ['name'], photos: 'upload' },
    };
    const host = aHost();
    const atOurTime: Host = {
      ...host,
      context: (given) => ({ ...host.context(given), now: () => world().clock.now() }),
    };
    return startAdapter<LineOfBusinessInstance>(adapter, atOurTime, { settings, secrets: { apiKey } });
  };
  const caseOf = async (id: string) => {
    const found = await findCase(world().kernel.db.read(everyAuthority), id);
    if (!found) throw new Error('there is no such case');
    return found;
  };

  for (const format of ['json', 'xml'] as const)
    it(`has a case made there, hears what becomes of it, and adds to it: ${format}`, async () => {
      const one: OutgoingCase = { ...aCase, reference: format === 'json' ? 'WM-4F7K-2Q9M-X' : 'WM-7K4M-2PX9-Q' };
      const sender = connect(format);
      expect(await sender.check()).to.deep.equal({ ok: true });
      const { reference: id } = await sender.create(one);
      if (id === null) throw new Error('it named no request');
      const made = await caseOf(id);
      expect(made).to.deep.include({ serviceKey: 'missed-bin', answers: { bin: 'rubbish' } });
      expect(made.participant).to.deep.equal({ name: 'Joan Prosser' });

      // Its answer was lost: it is found by its mark, and no second one is made.
      const again = await connect(format).create({ ...one, triedAt: world().clock.now() });
      expect(again.reference).to.equal(id);

      const begun = await world().run(there.officer, changeStatus, { caseId: id, expectedVersion: 1, event: 'start' });
      const closing = { caseId: id, expectedVersion: begun.version, outcome: 'emptied' };
      await world().run(there.officer, resolveCase, closing);
      const heard = (await sender.changesSince?.(null))?.changes.filter(({ theirReference }) => theirReference === id);
      expect(heard?.map(({ status }) => [status?.key, status?.outcome])).to.deep.equal([
        ['started', null],
        ['done', 'emptied'],
      ]);

      const word = { id: `word-${format}`, theirReference: id, reference: one.reference, at: world().clock.now() };
      const told = await sender.update?.({ ...word, kind: 'note', text: 'The lane is open again' });
      expect(told?.reference).to.be.a('string');
      const file = { id: 'f', name: 'gate.png', mediaType: 'image/png', read: async () => png };
      const photo = { ...word, id: `photo-${format}`, text: 'Photo added: gate.png', file };
      await sender.addFile?.(photo);
      await sender.addFile?.(photo);
      const files = await listFiles(world().kernel.db.read(everyAuthority), id);
      expect(files.map(({ name }) => name)).to.deep.equal(['gate.png']);
      // What it said itself is no news.
      const later = (await sender.changesSince?.(null))?.changes.filter(({ theirReference }) => theirReference === id);
      expect(later).to.have.length(2);
    });

  it('answers as the published schemas have it', async function () {
    if (!hasSchemas) return this.skip();
    await connect('json').create({ ...aCase, reference: 'WM-2Q9M-4F7K-P' });
    const read = async (path: string): Promise<unknown> =>
      await (await fetch(`${http.address}/open311/v2/${path}?jurisdiction_id=dunmere&api_key=${apiKey}`)).json();
    for (const [path, schema] of [
      ['services.json', 'service'],
      ['services/missed-bin.json', 'service-definition'],
      ['requests.json', 'request'],
    ] as const) {
      const validate = validatorOf(schema);
      const answer = [await read(path)].flat();
      expect(answer, path).to.have.length.greaterThan(0);
      for (const one of answer) expect(validate(one), `${path} ${JSON.stringify(validate.errors)}`).to.equal(true);
      expect(validate({}), path).to.equal(false);
    }
  });
});

function validatorOf(name: string): ValidateFunction {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  return ajv.compile(JSON.parse(readFileSync(path.join(folder, `${name}.schema.json`), 'utf8')) as object);
}
