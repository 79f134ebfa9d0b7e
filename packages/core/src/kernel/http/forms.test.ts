import { expect } from 'chai';
import { AppError } from '../errors.js';
import { parseForm, parseJson } from './forms.js';

const form = (text: string): ReturnType<typeof parseForm> => parseForm(Buffer.from(text, 'latin1'));
const fault = (work: () => unknown): AppError => {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('forms', () => {
  it('reads fields, spaces, every script, and repeated names as lists', () => {
    const text = `name=${encodeURIComponent('Siân 👩‍🚒 שלום')}&note=a+b%20c&bin=refuse&bin=food&tag[]=one&empty=`;
    const { name, note, bin, tag, empty } = form(text);
    expect({ name, note, bin, tag, empty }).to.deep.equal({
      name: 'Siân 👩‍🚒 שלום',
      note: 'a b c',
      bin: ['refuse', 'food'],
      tag: ['one'],
      empty: '',
    });
  });

  it('refuses broken UTF-8 and names the field', () => {
    expect(fault(() => form('name=%FF%FE')).faults[0]?.field).to.equal('name');
    expect(fault(() => form('name=\xff')).status).to.equal(400);
  });

  it('lets no field name reach a prototype', () => {
    const fields = form('__proto__=x&constructor=y&__proto__[polluted]=1');
    expect(({} as { polluted?: unknown }).polluted).to.equal(undefined);
    expect(Object.getPrototypeOf(fields)).to.equal(null);
  });

  it('refuses 1,200 parameters', () => {
    expect(fault(() => form(Array.from({ length: 1200 }, (_, n) => `a${n}=1`).join('&'))).status).to.equal(413);
  });

  it('refuses JSON nested sixty deep, cut short, or not UTF-8', () => {
    const deep = '['.repeat(60) + ']'.repeat(60);
    expect(fault(() => parseJson(Buffer.from(deep))).message).to.match(/nested deeper/);
    expect(fault(() => parseJson(Buffer.from('{"a":'))).code).to.equal('malformed_request');
    expect(fault(() => parseJson(Buffer.from([0x22, 0xff, 0x22]))).message).to.match(/UTF-8/);
  });

  it('keeps __proto__ in JSON an ordinary key of its own object', () => {
    parseJson(Buffer.from('{"__proto__":{"polluted":1}}'));
    expect(({} as { polluted?: unknown }).polluted).to.equal(undefined);
  });
});
