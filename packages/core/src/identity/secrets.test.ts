import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { checkConfig } from '../kernel/config.js';
import { hashPassword, inTurn, matchesPassword, passwordHashPattern } from './passwords.js';
import { drawQrCode } from './qr-code.js';
import { hashRecoveryCode, newRecoveryCodes } from './recovery-codes.js';
import { openSealed, sealSecret } from './seal.js';
import { authenticatorAddress, findCodeStep, newTimeSecret } from './time-codes.js';

const sealer = () => ({
  config: checkConfig('/nowhere', {}, { key: randomBytes(32).toString('base64') }),
  random: (size: number) => randomBytes(size),
});

describe('a password’s hash', () => {
  it('is salted, says how it was made, and matches only its password', async () => {
    const [one, two] = await Promise.all([
      hashPassword('three otters', randomBytes),
      hashPassword('three otters', randomBytes),
    ]);
    expect(one)
      .to.match(passwordHashPattern)
      .and.match(/^scrypt1\$15\$8\$3\$/)
      .and.not.equal(two);
    expect(await matchesPassword('three otters', one)).to.equal(true);
    expect(await matchesPassword('three otters ', one)).to.equal(false);
    expect(await matchesPassword('three otters', undefined)).to.equal(false);
    expect(await matchesPassword('three otters', 'three otters')).to.equal(false);
  }).timeout(20_000);

  it('is the same for the same letters typed on another keyboard', async () => {
    const hash = await hashPassword('caf\u00e9 au lait', randomBytes);
    expect(await matchesPassword('cafe\u0301 au lait', hash)).to.equal(true);
  }).timeout(20_000);

  it('matches by the parameters that it names, so that older hashes stay good', async () => {
    // Made by `openssl kdf … SCRYPT` with N=16, r=8, p=1 and a salt of 16 zero bytes.
    const older = 'scrypt1$4$8$1$AAAAAAAAAAAAAAAAAAAAAA$_Bc3cyfMyehM--3BAeP5YzUBDIfWEPmAG7k8_hTdfCI';
    expect(await matchesPassword('three otters', older)).to.equal(true);
    expect(await matchesPassword('four otters', older)).to.equal(false);
  });

  it('is worked out for two at a time', async () => {
    let running = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
    };
    await Promise.all(Array.from({ length: 20 }, () => inTurn(work)));
    expect(most).to.equal(2);
  });

  it('is refused for a moment when too many wait, and its turn is not lost to a failure', async () => {
    const waits = Array.from({ length: 70 }, () => inTurn(() => new Promise((resolve) => setTimeout(resolve, 1))));
    const results = await Promise.allSettled(waits);
    expect(results.filter(({ status }) => status === 'rejected').length).to.equal(8);
    await inTurn(() => Promise.reject(new Error('wrong'))).catch(() => undefined);
    expect(await inTurn(async () => 'free again')).to.equal('free again');
  });
});

describe('a sealed secret', () => {
  it('opens under its key, for its purpose, unaltered', () => {
    const own = sealer();
    fc.assert(
      fc.property(fc.string(), fc.string(), (purpose, text) => {
        const sealed = sealSecret(own, purpose, `x${text}`);
        expect(openSealed(own, purpose, sealed)).to.equal(`x${text}`);
        expect(openSealed(own, `${purpose}!`, sealed)).to.equal(undefined);
      }),
      { numRuns: 50 },
    );
  });

  it('opens under no other key, and not after any change', () => {
    const own = sealer();
    const sealed = sealSecret(own, 'p', 'JBSWY3DPEHPK3PXP');
    expect(sealed).to.not.contain('JBSWY3DPEHPK3PXP');
    expect(openSealed(sealer(), 'p', sealed)).to.equal(undefined);
    for (let at = 0; at < sealed.length; at += 1) {
      const altered = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
      expect(openSealed(own, 'p', altered), `sign ${at}`).to.equal(undefined);
    }
    for (const broken of [
      '',
      'sealed1',
      'sealed1...',
      sealed.slice(0, -4),
      `${sealed.split('.').slice(0, 2).join('.')}.AA.AA`,
    ])
      expect(openSealed(own, 'p', broken)).to.equal(undefined);
  });
});

describe('codes of an authenticator app', () => {
  it('are those of RFC 6238, appendix B', () => {
    const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'; // "12345678901234567890"
    const known: [seconds: number, lastSix: string][] = [
      [59, '287082'],
      [1111111109, '081804'],
      [1234567890, '005924'],
      [20000000000, '353130'],
    ];
    for (const [seconds, code] of known)
      expect(findCodeStep(secret, code, seconds * 1000), code).to.equal(Math.floor(seconds / 30));
    expect(findCodeStep(secret, '287 082', 59_000), 'apps show a blank').to.equal(1);
    for (const wrong of ['', '28708', '2870820', '28708a', '٢٨٧٠٨٢', '000000'])
      expect(findCodeStep(secret, wrong, 59_000), wrong).to.equal(undefined);
  });

  it('come of secrets of 160 bits, in the address that apps read', () => {
    const secret = newTimeSecret(randomBytes);
    expect(secret).to.match(/^[A-Z2-7]{32}$/);
    const address = new URL(authenticatorAddress(secret, 'helen.tranter'));
    expect(address.protocol).to.equal('otpauth:');
    expect(address.searchParams.get('secret')).to.equal(secret);
    expect(decodeURIComponent(address.pathname)).to.contain('Moothall:helen.tranter');
  });
});

describe('recovery codes', () => {
  it('are ten, all different, without letters that look alike', () => {
    const codes = newRecoveryCodes(randomBytes);
    expect(new Set(codes).size).to.equal(10);
    for (const code of codes) expect(code).to.match(/^(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
  });

  it('are read as meant', () => {
    const hash = hashRecoveryCode('K7Q0-1AB2-9XYZ-W3RT');
    for (const typed of ['k7q0-1ab2-9xyz-w3rt', 'K7QO lAB2 9XYZ W3RT', ' k7qo1ab29xyzw3rt '])
      expect(hashRecoveryCode(typed), typed).to.equal(hash);
    expect(hashRecoveryCode('K7Q0-1AB2-9XYZ-W3RV')).to.not.equal(hash);
  });
});

describe('a QR code', () => {
  it('is drawn with its three corner marks inside a quiet zone of four', () => {
    const { size, path } = drawQrCode('otpauth://totp/Moothall:a?secret=B&issuer=Moothall');
    const runs = new Set(path.match(/M\d+ \d+h\d+/g));
    const far = size - 4 - 7;
    for (const corner of ['M4 4h7', `M${far} 4h7`, `M4 ${far}h7`]) expect(runs.has(corner), corner).to.equal(true);
    expect(path).to.match(/^(?:M\d+ \d+h\d+v1h-\d+z)+$/);
  });
});
