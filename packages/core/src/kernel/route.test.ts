import { expect } from 'chai';
import { apiRoute, checkRoutes, deskRoute, json, openRoute, type Route } from './route.js';

const handle = async () => json({});
const permissions = new Set(['cases.read']);
const refusal = (...routes: Route[]): string => {
  try {
    checkRoutes(routes, permissions);
  } catch (error) {
    return (error as Error).message;
  }
  return 'started';
};

describe('routes', () => {
  it('start with a permission, or with the reason for being public', () => {
    const guarded = deskRoute({ method: 'get', path: '/desk/cases', permission: 'cases.read', handle });
    const open = openRoute({ method: 'get', path: '/health/live', public: 'a monitor has no account', handle });
    expect(refusal(guarded, open)).to.equal('started');
  });

  it('stop the boot with neither', () => {
    expect(refusal(deskRoute({ method: 'get', path: '/desk/secrets', handle }))).to.match(
      /GET \/desk\/secrets names neither a permission nor why it is public/,
    );
  });

  it('stop the boot with a permission that nobody defines, and with an address defined twice', () => {
    const misspelt = apiRoute({ method: 'get', path: '/api/v1/cases', permission: 'case.read', handle });
    const once = apiRoute({ method: 'get', path: '/api/v1/x', permission: 'cases.read', handle });
    expect(refusal(misspelt)).to.match(/case\.read, which no capability defines/);
    expect(refusal(once, once)).to.match(/defined twice/);
  });
});
