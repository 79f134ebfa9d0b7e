import { normalisePostcode, normaliseUprn, type AddressesInstance } from '@moothall/adapter-sdk';
import { expect } from 'chai';
import { everyKind, type Subject } from './conformance.js';

export interface AddressSearchSubject extends Subject {
  /** What the far end finds: at least two addresses under the postcode, one of them by the words. */
  readonly known: { readonly postcode: string; readonly text: string; readonly uprn: string };
  /** A postcode under which it has none. */
  readonly unknownPostcode: string;
}

/** Declares the tests that every adapter passes that looks addresses up. Call it in a file that mocha runs. */
export function addressSearchConformance(subject: AddressSearchSubject): void {
  const { adapter, known, unknownPostcode } = subject;
  describe(`${adapter.name} as a finder of addresses`, () => {
    const search = async (
      instance: AddressesInstance,
      wanted: Parameters<NonNullable<AddressesInstance['search']>>[0],
    ) => {
      if (!instance.search) throw new Error('it has no search');
      return await instance.search(wanted);
    };
    const atWork = everyKind<AddressesInstance>('addresses', subject, {
      name: 'searching',
      ask: (instance) => search(instance, { postcode: known.postcode, limit: 10 }),
      personal: [known.postcode, known.postcode.replace(' ', '')],
    });

    it('claims that it searches', () => {
      expect(adapter.supports).to.include({ search: true });
    });

    it('finds the addresses of a postcode, each with its UPRN, line and postcode', async () => {
      const found = await search(atWork().instance, { postcode: known.postcode, limit: 10 });
      expect(found.map(({ uprn }) => uprn)).to.include(known.uprn);
      expect(found.length).to.be.greaterThan(1);
      for (const { uprn, line, postcode = '' } of found) {
        expect(normaliseUprn(uprn)).to.equal(uprn);
        expect(line).to.not.equal('');
        expect(normalisePostcode(postcode)).to.equal(postcode);
      }
    });

    it('finds an address by its words', async () => {
      const found = await search(atWork().instance, { text: known.text, limit: 10 });
      expect(found.map(({ uprn }) => uprn)).to.include(known.uprn);
    });

    it('gives no more than it is asked for', async () => {
      expect(await search(atWork().instance, { postcode: known.postcode, limit: 1 })).to.have.length(1);
    });

    it('answers an empty list where there is none', async () => {
      expect(await search(atWork().instance, { postcode: unknownPostcode, limit: 10 })).to.deep.equal([]);
    });
  });
}
