import type { ServerResponse } from 'node:http';
import { expect } from 'chai';
import { securityHeaders } from './security-headers.js';

function headersFor(nonce: string, config: Parameters<typeof securityHeaders>[0]): Map<string, unknown> {
  const set = new Map<string, unknown>();
  const response = { setHeader: (name: string, value: unknown) => set.set(name, value) } as unknown as ServerResponse;
  securityHeaders(config)(response, nonce);
  return set;
}

describe('security headers', () => {
  const plain = { map: { attribution: '' } };

  it('allow scripts and styles of ours or with the response’s nonce, and nothing unsafe', () => {
    const policy = String(headersFor('abc+/=', plain).get('Content-Security-Policy'));
    expect(policy).to.include(`script-src 'self' 'nonce-abc+/='`).and.include(`style-src 'self' 'nonce-abc+/='`);
    expect(policy).to.include(`default-src 'none'`).and.include(`frame-ancestors 'none'`);
    expect(policy).not.to.include('unsafe');
  });

  it('carry helmet’s others', () => {
    const headers = headersFor('abc', plain);
    expect(headers.get('X-Content-Type-Options')).to.equal('nosniff');
    expect(headers.get('X-Frame-Options')).to.equal('DENY');
    expect(headers.get('Referrer-Policy')).to.equal('same-origin');
    expect(headers.get('Cross-Origin-Opener-Policy')).to.equal('same-origin');
    expect(headers.has('Strict-Transport-Security')).to.equal(false);
  });

  it('ask for https where the installation has it, and let the map’s tiles in', () => {
    const map = { attribution: '', tileUrl: 'https://tiles.example/{z}/{x}/{y}.png' };
    const headers = headersFor('abc', { origin: 'https://desk.westmoor.example', map });
    expect(headers.get('Strict-Transport-Security')).to.equal('max-age=31536000');
    expect(String(headers.get('Content-Security-Policy')))
      .to.include('upgrade-insecure-requests')
      .and.include(`img-src 'self' data: https://tiles.example`);
  });
});
