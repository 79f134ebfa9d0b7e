import { createPrivateKey, createPublicKey } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import {
  contentDigest,
  isSignedBy,
  matchesDigest,
  readSignature,
  signRequest,
  type SignedRequest,
} from './message-signatures.js';

/** RFC 9421, appendix B.1.4. */
const key = createPrivateKey({
  format: 'jwk',
  key: {
    kty: 'OKP',
    crv: 'Ed25519',
    d: 'n4Ni-HpISpVObnQMW0wOhCKROaIKqKtW_2ZYb2p9KcU',
    x: 'JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs',
  },
});
const publicKey = createPublicKey(key);

/** RFC 9421, appendix B.2. */
const request: SignedRequest = {
  method: 'POST',
  authority: 'example.com',
  path: '/foo',
  headers: {
    date: 'Tue, 20 Apr 2021 02:07:55 GMT',
    'content-type': 'application/json',
    'content-length': '18',
  },
};
const components = ['date', '@method', '@path', '@authority', 'content-type', 'content-length'];
const about = { label: 'sig-b26', components, key, created: 1_618_884_473_000, keyId: 'test-key-ed25519' };

describe('HTTP message signatures', () => {
  it('make the signature of RFC 9421, appendix B.2.6', () => {
    expect(signRequest(request, about)).to.deep.equal({
      'signature-input':
        'sig-b26=("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"',
      signature: 'sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==:',
    });
  });

  it('hold for what was signed, and for nothing that differs in one covered part', () => {
    const headers = { ...request.headers, ...signRequest(request, about) };
    const found = readSignature(headers, 'sig-b26');
    expect(found).to.include({ keyId: 'test-key-ed25519', created: 1_618_884_473_000 });
    if (!found) return;
    expect(isSignedBy(publicKey, { ...request, headers }, found)).to.equal(true);
    const others: SignedRequest[] = [
      { ...request, headers, method: 'PUT' },
      { ...request, headers, path: '/foo/' },
      { ...request, headers, authority: 'other.example' },
      { ...request, headers: { ...headers, 'content-type': 'text/plain' } },
      { ...request, headers: { ...headers, date: undefined } },
    ];
    for (const other of others) expect(isSignedBy(publicKey, other, found)).to.equal(false);
    const longer = { ...found, written: found.written.replace('1618884473', '1618884474') };
    expect(isSignedBy(publicKey, { ...request, headers }, longer)).to.equal(false);
  });

  it('are found by their label among others, and refused where they are not written as the standard has it', () => {
    const signed = signRequest(request, about);
    const beside = {
      'signature-input': `other=("@method");created=1;keyid="a,b", ${signed['signature-input']}`,
      signature: `other=:AAAA:, ${signed['signature']}`,
    };
    expect(readSignature(beside, 'sig-b26')?.components).to.deep.equal(components);
    const wrong = [
      {},
      { ...signed, signature: 'sig-b26=wqcA' },
      { ...signed, 'signature-input': 'sig-b26=("@method" "@method");created=1;keyid="a"' },
      { ...signed, 'signature-input': 'sig-b26=("@method");created=1;created=2;keyid="a"' },
      { ...signed, 'signature-input': 'sig-b26=("@method");created=1' },
      { ...signed, 'signature-input': 'sig-b26=("@method");keyid="a"' },
      { ...signed, 'signature-input': 'sig-b26=("@method";req);created=1;keyid="a"' },
      { ...signed, 'signature-input': `${signed['signature-input']}, ${signed['signature-input']}` },
    ];
    for (const headers of wrong) expect(readSignature(headers, 'sig-b26')).to.equal(undefined);
  });

  it('come to nothing whatever the headers hold', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (input, signature) => {
        const found = readSignature({ 'signature-input': `s=${input}`, signature: `s=${signature}` }, 's');
        return found === undefined || !isSignedBy(publicKey, request, found);
      }),
    );
  });

  it('say by RFC 9530 what a body is', () => {
    const body = Buffer.from('{"hello": "world"}');
    const header = 'sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:';
    expect(contentDigest(body)).to.equal(header);
    expect(matchesDigest(body, `sha-512=:AAAA:, ${header}`)).to.equal(true);
    expect(matchesDigest(Buffer.from('{"hello": "World"}'), header)).to.equal(false);
    expect(matchesDigest(body, undefined)).to.equal(false);
  });
});
