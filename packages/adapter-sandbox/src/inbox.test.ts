import { expect } from 'chai';
import { adapter } from './inbox.js';

const context = {
  secrets: {},
  log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  now: () => 0,
  fetch: () => Promise.reject(new Error('The sandbox reaches nothing.')),
  connect: () => Promise.reject(new Error('The sandbox reaches nothing.')),
};
const create = (settings: object) => adapter.create({ ...context, settings: adapter.settings.parse(settings) });
const joan = { address: 'joan@mail.example', subject: 'My bin' };
const failureOf = (work: () => Promise<unknown>): Promise<string> =>
  work().then(
    () => 'went well',
    (error: Error & { code?: string }) => error.code ?? error.name,
  );

describe('the sandbox for mail that comes in', () => {
  it('gives what it is configured with once, page by page', async () => {
    const instance = create({ mails: Array.from({ length: 21 }, (_, at) => ({ ...joan, text: `Number ${at}` })) });
    const first = await instance.newMail(null);
    expect([first.mails.length, first.hasMore]).to.deep.equal([20, true]);
    expect(first.mails[0]).to.include({ subject: 'My bin', text: 'Number 0', isAutomatic: false });
    const rest = await instance.newMail(first.cursor);
    expect([rest.mails.map(({ text }) => text), rest.hasMore]).to.deep.equal([['Number 20'], false]);
    expect((await instance.newMail(rest.cursor)).mails).to.deep.equal([]);
    expect(await create({}).check()).to.deep.equal({ ok: true });
  });

  it('fails and breaks as it is configured, and as it is told', async () => {
    expect(await failureOf(() => create({ behaves: 'failing' }).newMail(null))).to.equal('unreachable');
    expect((await create({ behaves: 'failing' }).check()).ok).to.equal(false);
    expect(await failureOf(() => create({ behaves: 'throwing' }).newMail(null))).to.equal('TypeError');
    expect(await failureOf(() => create({ mails: [{ ...joan, text: 'sandbox:refused' }] }).newMail(null))).to.equal(
      'refused',
    );
    expect(await failureOf(async () => create({ behaves: 'throwing-at-start' }))).to.equal('TypeError');
  });
});
