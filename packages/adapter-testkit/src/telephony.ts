import { callStates, type CallState, type InboundRequest, type TelephonyInstance } from '@moothall/adapter-sdk';
import { expect } from 'chai';
import type { AtWork, Subject } from './conformance.js';
import { startFarEnd } from './far-end.js';
import { aHost, startAdapter } from './host.js';
import { receivesNews, type Tells } from './inbound.js';

export interface TelephonySubject extends Omit<Subject, 'settings' | 'startFarEnd' | 'writes'> {
  readonly settings: unknown;
  readonly tells: Omit<Tells, 'good'>;
  /** What the telephone system sends, signed by the secrets of the suite, when that happens to the call. */
  readonly says: (call: { readonly id: string; readonly state: CallState; readonly agent: string }) => InboundRequest;
}

/** Declares the tests that every adapter of the kind `telephony` passes. Call it in a file that mocha runs. */
export function telephonyConformance({ adapter, settings, secrets, says, tells }: TelephonySubject): void {
  describe(`${adapter.name} as an adapter of the kind telephony`, () => {
    /** Nothing is asked of a telephone system. */
    const quiet = () => startFarEnd(() => ({}));
    let at: AtWork<TelephonyInstance> | undefined;
    const atWork = (): AtWork<TelephonyInstance> => {
      if (!at) throw new Error('the adapter is not started');
      return at;
    };
    beforeEach(async () => {
      const [farEnd, host] = [await quiet(), aHost()];
      at = { farEnd, host, instance: startAdapter<TelephonyInstance>(adapter, host, { settings, secrets }) };
    });
    afterEach(async () => {
      await at?.instance.close?.();
      await at?.farEnd.close();
    });
    const good = (): InboundRequest => says({ id: 'call-1', state: 'ringing', agent: 'tom.reyes' });
    receivesNews({ adapter, secrets, tells: { ...tells, good }, settings: () => settings, startFarEnd: quiet }, atWork);

    it('is of the kind, and has a name that staff can recognise', async () => {
      expect(adapter.kind).to.equal('telephony');
      expect(adapter.name.trim()).to.not.equal('');
      expect(await atWork().instance.check()).to.deep.equal({ ok: true });
    });

    it('refuses unknown settings and secrets, and each of its own secrets when it is no text', () => {
      const given = settings as object;
      expect(adapter.settings.safeParse({ ...given, aStrayKey: 1 }).success, 'a stray setting').to.equal(false);
      expect(adapter.secrets.safeParse({ ...secrets, aStrayKey: 1 }).success, 'a stray secret').to.equal(false);
      for (const key of Object.keys(secrets))
        expect(adapter.secrets.safeParse({ ...secrets, [key]: 7 }).success, key).to.equal(false);
    });

    it('tells what happens to a call apart, and one call from another', async () => {
      const { instance } = atWork();
      const keys = new Set<string>();
      for (const id of ['call-1', 'call-2'])
        for (const state of callStates) {
          const [news] = await instance.receive(says({ id, state, agent: 'tom.reyes' }));
          expect(news).to.include({ what: 'call', callId: id, state });
          expect(news?.agent === null || news?.agent === 'tom.reyes').to.equal(true);
          keys.add(news?.key ?? '');
        }
      expect(keys.size).to.equal(6);
    });

    it('tells a call that rings at one from the same that rings at another', async () => {
      const { instance } = atWork();
      const ring = async (agent: string) =>
        (await instance.receive(says({ id: 'call-1', state: 'ringing', agent })))[0];
      const [tom, ines] = [await ring('tom.reyes'), await ring('ines.vale')];
      if (tom?.agent !== null) expect(tom?.key).to.not.equal(ines?.key);
    });
  });
}
