import { expect } from 'chai';
import { z } from 'zod';
import { AdapterError, adapterApiVersion, adapterErrors, defineAdapter, type AdapterKind } from './index.js';

const roundsAdapter = {
  kind: 'line-of-business' as AdapterKind,
  name: 'Round sheets',
  apiVersion: adapterApiVersion,
  settings: z.strictObject({ depot: z.string() }),
  secrets: z.strictObject({ key: z.string() }),
  supports: { cancel: false },
  create: ({ settings }: { settings: { depot: string } }) => ({
    depot: settings.depot,
    check: () => Promise.resolve({ ok: true as const }),
  }),
};

const context = {
  settings: { depot: 'Skelby' },
  secrets: { key: 'k' },
  log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  now: () => 0,
  fetch: () => Promise.reject(new AdapterError('unreachable', 'No network in this test.')),
  connect: () => Promise.reject(new Error('nothing is connected to here')),
};

describe('defineAdapter', () => {
  it('creates instances from settings of the declared shape', async () => {
    const instance = defineAdapter(roundsAdapter).create(context);
    expect(instance.depot).to.equal('Skelby');
    expect(await instance.check()).to.deep.equal({ ok: true });
  });

  it('refuses a kind that the contract does not know', () => {
    const faulty = { ...roundsAdapter, kind: 'fortune-telling' as AdapterKind };
    expect(() => defineAdapter(faulty)).to.throw('"fortune-telling" is not a kind of adapter');
  });

  it('refuses an adapter written for another version of the contract', () => {
    expect(() => defineAdapter({ ...roundsAdapter, apiVersion: 99 })).to.throw('version 99 of the adapter contract');
  });

  it('refuses a blank name', () => {
    expect(() => defineAdapter({ ...roundsAdapter, name: ' ' })).to.throw('has a name');
  });
});

describe('AdapterError', () => {
  it('keeps its code, its cause and the wait that the far end asked for', () => {
    const cause = new Error('429');
    const error = new AdapterError('rate_limited', 'Too many calls.', { cause, retryAfterMs: 30_000 });
    expect(error).to.include({ code: 'rate_limited', cause, retryAfterMs: 30_000 });
  });

  it('never retries what only staff can put right', () => {
    expect(adapterErrors.sign_in_refused.after).to.equal('never');
    expect(adapterErrors.unreachable.after).to.equal('back-off');
  });
});
