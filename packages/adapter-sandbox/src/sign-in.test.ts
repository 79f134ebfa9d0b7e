import { expect } from 'chai';
import { adapter } from './sign-in.js';

const context = {
  secrets: {},
  log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  now: () => 0,
  connect: () => Promise.reject(new Error('nothing is connected to here')),
  fetch: () => Promise.reject(new Error('The sandbox reaches nothing.')),
};
const create = (settings: object = {}) =>
  adapter.create({ ...context, settings: adapter.settings.parse({ signInName: 'sam.sand', ...settings }) });
const returnTo = new URL('https://moothall.example/sign-in/with/sandbox/back');

describe('the sandbox for signing in', () => {
  it('signs in the person that it is configured with, who comes straight back', async () => {
    const instance = create({ roles: ['officer'], secondFactor: 'passed' });
    const { goTo, kept } = await instance.begin({ returnTo });
    expect(goTo.origin + goTo.pathname).to.equal(returnTo.href);
    expect(await instance.finish({ cameTo: goTo, kept })).to.deep.include({
      ...{ outcome: 'signed-in', subject: 'sam.sand', signInName: 'sam.sand', displayName: 'Sandbox Person' },
      ...{ roles: ['officer'], secondFactor: 'passed' },
    });
  });

  it('refuses what came back for another attempt', async () => {
    const instance = create();
    const { goTo } = await instance.begin({ returnTo });
    expect(await instance.finish({ cameTo: goTo, kept: 'another' })).to.deep.equal({
      ...{ outcome: 'refused', reason: 'out-of-date' },
    });
  });

  it('fails, breaks and breaks at its start, as it is configured', async () => {
    const failure = (work: () => Promise<unknown>): Promise<string> =>
      work().then(
        () => 'went well',
        (error: Error & { code?: string }) => error.code ?? error.name,
      );
    expect((await create({ behaves: 'failing' }).check()).ok).to.equal(false);
    expect(await failure(() => create({ behaves: 'failing' }).begin({ returnTo }))).to.equal('unreachable');
    expect(await failure(() => create({ behaves: 'throwing' }).begin({ returnTo }))).to.equal('TypeError');
    expect(await failure(async () => create({ behaves: 'throwing-at-start' }))).to.equal('TypeError');
  });
});
