import { expect } from 'chai';
import { allRoutes } from '#core/app/capabilities.js';
import { onCopyOf } from '#core/testing/world-copies.js';
import type { Answer } from '#core/testing/http.js';
import { addressOf, routeName, routeSamples } from '../tenancy/route-samples.js';
import { targetOf } from '../tenancy/target.js';
import { openFace, type Face } from './face.js';
import { bothCouncils } from '../tenancy/seed.js';

const pages = allRoutes().filter(({ method, face }) => method === 'get' && face !== 'api');
const resources = allRoutes().filter(({ method, face }) => method === 'get' && face === 'api');

onCopyOf('the headers of answers', bothCouncils, (world, both) => {
  let face: Face;
  before(async function () {
    this.timeout(30_000);
    face = await openFace(world(), both(), { origin: 'https://crm.dunmere.example' });
  });
  after(() => face.http.close());

  const addressFor = (route: (typeof pages)[number]): string => {
    const target = targetOf(world(), face.ours, face.ours);
    const query = new URLSearchParams(routeSamples[routeName(route)]?.query?.(target)).toString();
    return addressOf(route, face.ours) + (query ? `?${query}` : '');
  };

  function isGuarded({ headers }: Answer, { readers = null }: { readonly readers?: '*' | null } = {}): void {
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy)
      .to.match(/default-src 'none'/)
      .and.to.not.match(/unsafe-|\*|http:/);
    if (!policy.includes('sandbox'))
      expect(policy).to.contain("frame-ancestors 'none'").and.to.contain("base-uri 'none'");
    expect(headers.get('x-frame-options')).to.equal('DENY');
    expect(headers.get('x-content-type-options')).to.equal('nosniff');
    expect(headers.get('referrer-policy')).to.equal('same-origin');
    expect(headers.get('cross-origin-opener-policy')).to.equal('same-origin');
    expect(headers.get('cross-origin-resource-policy')).to.equal('same-origin');
    expect(headers.get('strict-transport-security')).to.match(/^max-age=31536000/);
    expect(headers.get('x-powered-by')).to.equal(null);
    expect(headers.get('access-control-allow-origin')).to.equal(readers);
    expect(headers.get('access-control-allow-credentials')).to.equal(null);
  }

  /** What everybody may know anyway may be read by the scripts of any site, without a cookie. */
  const isForEverySite = ({ path }: (typeof pages)[number]): boolean => /^\/open(311|-referral)(\/|$)/.test(path);

  /** Open311 asks which council is meant, and for a key; SCIM for a token. */
  const refusalsOf = ({ path }: (typeof pages)[number]): readonly number[] => {
    if (path.startsWith('/open311/')) return [400, 403];
    return path.startsWith('/scim/') ? [401] : [];
  };

  it('guard every page, keep it out of caches and frames, and carry a nonce of their own', async () => {
    const nonces = new Set<string>();
    for (const route of pages) {
      const answer = await face.browser.get(addressFor(route));
      expect(answer.status, routeName(route)).to.be.oneOf([200, 303, 404, ...refusalsOf(route)]);
      isGuarded(answer, { readers: isForEverySite(route) ? '*' : null });
      expect(answer.headers.get('cache-control'), routeName(route)).to.equal('no-store');
      const nonce = /'nonce-([^']+)'/.exec(answer.headers.get('content-security-policy') ?? '')?.[1];
      if (nonce !== undefined) nonces.add(nonce);
      expect(answer.text).to.not.match(/ on[a-z]+="|javascript:| style="/i);
    }
    expect(nonces.size).to.be.greaterThan(pages.length / 2);
  });

  it('guard every answer of the API', async () => {
    for (const route of resources) {
      const answer = await face.api(addressFor(route));
      expect(answer.status, routeName(route)).to.equal(200);
      isGuarded(answer);
      expect(answer.headers.get('cache-control'), routeName(route)).to.equal('no-store');
    }
  });

  it('guard refusals as well', async () => {
    for (const path of ['/no-such-page', '/api/v1/nothing', '/desk/customers/1', '/%E0%A4%A']) {
      const answer = await face.browser.get(path);
      expect(answer.status).to.be.oneOf([400, 401, 404]);
      isGuarded(answer);
      expect(answer.headers.get('cache-control')).to.equal('no-store');
    }
    const unauthorised = await face.http.browser().get('/api/v1/teams');
    expect(unauthorised.status).to.equal(401);
    expect(unauthorised.headers.get('www-authenticate')).to.equal('Bearer');
  });

  it('keep the session’s cookie from scripts, other sites and plain HTTP', async () => {
    const answer = await face.http.browser().get('/sign-in');
    expect(answer.setCookies.length).to.be.greaterThan(0);
    for (const cookie of answer.setCookies)
      expect(cookie)
        .to.match(/^__Host-/)
        .and.to.match(/; HttpOnly/)
        .and.to.match(/; SameSite=Lax/)
        .and.to.match(/; Secure/);
  });

  it('say the same for HEAD as for GET, without the page', async () => {
    for (const path of ['/desk', '/sign-in', '/health/ready', `/desk/customers/${face.ours.customerId}`]) {
      const whole = await face.browser.get(path);
      const head = await face.browser.send(path, { method: 'HEAD' });
      expect([head.status, head.text], path).to.deep.equal([whole.status, '']);
      expect(head.headers.get('content-type')).to.equal(whole.headers.get('content-type'));
    }
  });

  it('give other methods nothing', async () => {
    for (const method of ['OPTIONS', 'TRACE', 'PROPFIND', 'PATCH', 'PUT', 'DELETE', 'PURGE']) {
      const answer = await face.browser.send('/desk', { method });
      expect(answer.status, method).to.be.oneOf([200, 403, 404, 405]);
      if (answer.status === 200) expect(answer.text, method).to.match(/^(GET|HEAD|OPTIONS|[, ])*$/);
      expect(answer.text).to.not.contain('Joan');
    }
  });

  it('serve assets, and nothing above their folder', async () => {
    const page = await face.browser.get('/desk');
    const asset = / href="(\/assets\/core[^"]+\.css)"/.exec(page.text)?.[1] ?? '';
    const found = await face.browser.get(asset);
    expect(found.status).to.equal(200);
    expect(found.headers.get('cache-control')).to.contain('immutable');
    for (const path of [
      '/assets/../package.json',
      '/assets/..%2f..%2fpackage.json',
      '/assets/%2e%2e/%2e%2e/package.json',
      '/assets/..\\..\\package.json',
      '/assets/....//....//package.json',
      '/assets//etc/passwd',
      '/assets/%00core.css',
      '/assets/',
      '/assets/..%c0%af..%c0%afpackage.json',
    ]) {
      const answer = await face.browser.get(path);
      expect(answer.status, path).to.be.oneOf([400, 404]);
      expect(answer.text).to.not.match(/@moothall\/core|root:/);
    }
  });
});
