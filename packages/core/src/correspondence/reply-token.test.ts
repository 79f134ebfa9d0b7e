import { expect } from 'chai';
import { messagesNamedIn, replyTokenOf, threadIdOf } from './reply-token.js';

const key = Buffer.alloc(32, 7).toString('base64');
const other = Buffer.alloc(32, 8).toString('base64');
const id = '01900000-0000-7000-8000-000000000001';
const small = '00000000-0000-7000-8000-000000000002';

describe('the token of a message', () => {
  it('is found in an address, a Message-ID or a subject, in capitals too, and names the message', () => {
    for (const one of [id, small]) {
      const token = replyTokenOf(key, one);
      expect(token).to.match(/^[a-z0-9]{41}$/);
      const texts = [`replies+${token}@westmoor.example`, `<${token}@westmoor.example>`, `RE: Your bin [${token}]`];
      for (const text of [...texts, texts.join(' ').toUpperCase()])
        expect(messagesNamedIn(key, text), text).to.deep.equal([one]);
    }
  });

  it('names nothing once a letter of it is another, or another installation signed it', () => {
    const token = replyTokenOf(key, id);
    expect(messagesNamedIn(other, token)).to.deep.equal([]);
    for (let at = 0; at < token.length; at += 1) {
      const changed = token.charAt(at) === 'a' ? 'b' : 'a';
      expect(messagesNamedIn(key, token.slice(0, at) + changed + token.slice(at + 1)), String(at)).to.deep.equal([]);
    }
    expect(messagesNamedIn(key, `${'z'.repeat(41)} ${token}x x${token} ${token.slice(1)}`)).to.deep.equal([]);
  });

  it('is looked for in so much of a text as a mail has, and no more', () => {
    const noise = `${'a'.repeat(41)} `.repeat(50);
    expect(messagesNamedIn(key, noise + replyTokenOf(key, id))).to.deep.equal([]);
  });

  it('leaves the thread to be the same for all about one case, and another for another', () => {
    expect(threadIdOf(key, id)).to.equal(threadIdOf(key, id)).and.to.not.equal(threadIdOf(key, small));
    expect(threadIdOf(key, id)).to.not.include(id.slice(0, 8));
  });
});
