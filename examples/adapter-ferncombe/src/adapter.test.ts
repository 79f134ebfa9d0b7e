import type { LineOfBusinessInstance, OutgoingCase } from '@moothall/adapter-sdk';
import { aHost, lineOfBusinessConformance, startAdapter, startFarEnd, type FarEnd } from '@moothall/adapter-testkit';
import { expect } from 'chai';
import { adapter } from './adapter.js';
import { someWorks } from './testing/works.js';

const account = { user: 'moothall', password: 'a-password-that-stands-nowhere-else' };
const one: OutgoingCase = {
  ...{ id: '01900000-0000-7000-8000-000000000001', reference: 'DU-4F7K-2Q9M-X', service: 'missed-bin' },
  ...{ serviceName: 'Missed bin', title: 'Bin <b>&amp; "Siân" 🐑', priority: 'normal', loggedAt: 0, triedAt: null },
  ...{ answers: [], files: [], customer: { name: 'Joan Prosser', email: null, telephone: null } },
  place: { text: '4 Quarry Lane', uprn: '999900000004', lat: null, long: null },
};

for (const version of ['1.1', '1.2'] as const)
  describe(`over SOAP ${version}`, () => {
    let works: Awaited<ReturnType<typeof someWorks>>;
    before(async () => {
      works = await someWorks({ ...account, version });
      // It reads its WSDL when it is asked first.
      await works.answer({ method: 'POST', path: '/works', headers: {}, body: '' });
    });
    after(() => works.close());
    const settings = (url: string) => ({
      ...{ url: `${url}/works`, soap: version, user: account.user, kinds: { 'missed-bin': 'BIN', pothole: 'HOLE' } },
      statuses: { ASSIGNED: { status: 'in-progress', words: 'Crew sent' } },
    });
    const secrets = { password: account.password };

    // Its far ends that hang take seconds: once is enough, as the versions differ in their envelopes alone.
    if (version === '1.2')
      lineOfBusinessConformance({
        ...{ adapter, settings, secrets },
        startFarEnd: () => startFarEnd((request) => works.answer(request)),
        writes: ({ body }) => !/<w:Get/.test(body),
        service: { key: 'missed-bin' },
        countCreated: (reference) => works.countCreated(reference),
        countWords: (number, text) => works.countWords(number, text),
        isCancelled: (number) => works.isCancelled(number),
        change: (number, word) => works.change(number, word),
        changedTo: { key: 'in-progress', outcome: null },
      });

    describe('Ferncombe Works', () => {
      let farEnd: FarEnd;
      beforeEach(async () => void (farEnd = await startFarEnd((request) => works.answer(request))));
      afterEach(() => farEnd.close());
      const open = (given = secrets): LineOfBusinessInstance =>
        startAdapter(adapter, aHost(10_000), { settings: settings(farEnd.url), secrets: given });
      const codeOf = (work: Promise<unknown> | undefined): Promise<string> =>
        Promise.resolve(work).then(
          () => 'it went',
          (error: { code: string }) => error.code,
        );

      it('has what was typed, sign for sign', async () => {
        await open().create(one);
        expect(works.jobs.get(one.id)?.title).to.equal(one.title);
      });

      it('says how far a job is', async () => {
        const { reference } = await open().create(one);
        const before = String(works.lastChange());
        works.change(reference, 'A crew is on its way.');
        const after = await open().changesSince?.(before);
        expect(
          after?.changes.map(({ theirReference, status, comment }) => [theirReference, status?.key, comment]),
        ).to.deep.equal([[reference, 'in-progress', { text: 'A crew is on its way.', for: 'staff' }]]);
      });

      it('says by its faults what is wrong', async () => {
        expect(await codeOf(open({ password: 'another' }).check())).to.equal('sign_in_refused');
        expect(await codeOf(open().create({ ...one, id: 'p', service: 'pothole' }))).to.equal('refused');
        const word = { id: 'w', kind: 'note', theirReference: 'FW-none', reference: '', text: 'x', at: 0 } as const;
        expect(await codeOf(open().update?.(word))).to.equal('not_found');
      });

      it('knows when the bins of an address are emptied', async () => {
        const facts = await open().facts?.(one.place, 'missed-bin');
        expect(facts).to.deep.equal([{ key: 'refuse', label: 'Rubbish', value: 'Tuesday 24 November' }]);
        expect(await open().facts?.({ ...one.place, uprn: null }, 'missed-bin')).to.deep.equal([]);
      });
    });
  });
