import { expect } from 'chai';
import { normalisePostcode } from './postcode.js';

describe('postcodes', () => {
  for (const [typed, written] of [
    ['m11ae', 'M1 1AE'],
    [' B33 8th', 'B33 8TH'],
    ['CR2  6XH', 'CR2 6XH'],
    ['dn551pt', 'DN55 1PT'],
    ['W1A 1HQ', 'W1A 1HQ'],
    ['ec1 a1bb', 'EC1A 1BB'],
    ['gir 0aa', 'GIR 0AA'],
  ] as const) {
    it(`writes “${typed}” as ${written}`, () => expect(normalisePostcode(typed)).to.equal(written));
  }

  for (const typed of ['', 'M1', 'M1 1A', 'M11 1AEE', 'AB1 2AC', 'O1 1AE 2', '75001', 'M1-1AE']) {
    it(`takes “${typed}” for no postcode`, () => expect(normalisePostcode(typed)).to.equal(undefined));
  }
});
