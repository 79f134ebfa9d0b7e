import type { AdapterInstance, InboundRequest } from '@moothall/adapter-sdk';
import { expect } from 'chai';
import type { AtWork, Subject } from './conformance.js';

/** How a far end tells news by itself. */
export interface Tells {
  /** News as the far end sends it, signed by the secrets of the suite. */
  readonly good: () => InboundRequest;
  /** The header that proves who sends it, in lower case. */
  readonly proof: string;
  /** What the proof is: a signature covers the body, a token doesn't. */
  readonly proves: 'body' | 'sender';
}

/** Declares what holds for the ability `receive`, which adapters of every kind may have. */
export function receivesNews(
  { adapter, tells, secrets }: Subject & { readonly tells?: Tells | undefined },
  atWork: () => AtWork<AdapterInstance>,
): void {
  const receive = async (request: InboundRequest) => (await atWork().instance.receive?.(request)) ?? [];
  const codeOf = (request: InboundRequest): Promise<string> =>
    receive(request).then(
      (news) => `${news.length} taken`,
      ({ name, code }: { name?: string; code?: string }) => (name === 'AdapterError' ? (code ?? '') : String(name)),
    );

  it('hears what its far end tells exactly if it has that ability', () => {
    expect(atWork().instance.receive !== undefined).to.equal(adapter.supports['receive'] === true);
  });
  if (adapter.supports['receive'] !== true) return;
  if (!tells) throw new Error('Give the suite `tells`: it proves the ability `receive`.');
  const { good, proof, proves } = tells;
  const withProof = (value: string): InboundRequest => ({ ...good(), headers: { ...good().headers, [proof]: value } });

  it('reads what its far end tells, under the same key each time, and asks nothing for it', async () => {
    const { farEnd } = atWork();
    const request = good();
    const [first, second] = [await receive(request), await receive(request)];
    expect(first).to.have.length.within(1, 100);
    for (const { key, what, about, at } of first) {
      expect(key).to.have.length.within(1, 200);
      expect(what).to.not.equal('');
      expect(about === null || about.length <= 200).to.equal(true);
      expect(Number.isSafeInteger(at) && at > 0, String(at)).to.equal(true);
    }
    expect(second).to.deep.equal(first);
    expect(farEnd.requests).to.deep.equal([]);
  });

  it('refuses what doesn’t come from its far end, whatever the proof looks like', async () => {
    const { [proof]: given = '', ...others } = good().headers;
    const forged = [
      '',
      ' ',
      given.slice(0, -1),
      `${given}x`,
      given.replace(/.$/, 'ŵ'),
      'x'.repeat(given.length),
      '%00',
    ];
    for (const one of forged) expect(await codeOf(withProof(one)), one).to.equal('sign_in_refused');
    expect(await codeOf({ ...good(), headers: others }), 'no proof').to.equal('sign_in_refused');
    if (proves === 'sender') return;
    const body = Uint8Array.from(good().body);
    body[Math.floor(body.length / 2)]! ^= 1;
    expect(await codeOf({ ...good(), body }), 'another body').to.equal('sign_in_refused');
    expect(await codeOf({ ...good(), body: good().body.slice(0, -1) }), 'half a body').to.equal('sign_in_refused');
  });

  if (proves === 'sender')
    it('says that it can’t read what is cut short, of another type or of another shape', async () => {
      const { body } = good();
      const odd = ['', '{', '[]', 'null', '"text"', '<html></html>', `${'['.repeat(5000)}`, '{"__proto__":{"a":1}}'];
      const bodies = [...odd.map((text) => new TextEncoder().encode(text)), body.slice(0, -5), Uint8Array.of(0xff, 0)];
      for (const one of bodies) expect(await codeOf({ ...good(), body: one })).to.equal('unreadable_answer');
    });

  it('puts neither secrets nor what it was told into logs and errors', async () => {
    const { host } = atWork();
    await receive(good());
    const { message } = await receive(withProof('forged')).then(
      () => new Error('a forged request was taken'),
      (error: Error) => error,
    );
    const said = [...host.lines, message].join('\n');
    for (const hidden of Object.values(secrets)) expect(said).to.not.include(hidden);
  });
}
