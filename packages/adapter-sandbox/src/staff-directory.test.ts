import { expect } from 'chai';
import { adapter } from './staff-directory.js';

const context = {
  secrets: {},
  log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  now: () => 0,
  fetch: () => Promise.reject(new Error('The sandbox reaches nothing.')),
  connect: () => Promise.reject(new Error('The sandbox reaches nothing.')),
};
const helen = { name: 'Helen Tranter', email: 'Helen.Tranter@dunmere.example' };
const create = (settings: object) => adapter.create({ ...context, settings: adapter.settings.parse(settings) });
const failureOf = (work: () => Promise<unknown>): Promise<string> =>
  work().then(
    () => 'went well',
    (error: Error & { code?: string }) => error.code ?? error.name,
  );

describe('the sandbox for staff directories', () => {
  it('lists whom it is configured with', async () => {
    expect(await create({ people: [helen] }).listPeople()).to.deep.equal({
      people: [{ ...helen, email: helen.email.toLowerCase(), telephone: null, jobTitle: null, managerEmail: null }],
      leftOut: 0,
    });
    expect((await create({}).check()).ok).to.equal(true);
  });

  it('fails and breaks as it is configured, and as it is told', async () => {
    expect(await failureOf(() => create({ behaves: 'failing' }).listPeople())).to.equal('unreachable');
    expect(await failureOf(() => create({ behaves: 'throwing' }).listPeople())).to.equal('TypeError');
    const told = { people: [{ ...helen, name: 'sandbox:refused' }] };
    expect(await failureOf(() => create(told).listPeople())).to.equal('refused');
    expect(await failureOf(async () => create({ behaves: 'throwing-at-start' }))).to.equal('TypeError');
  });
});
