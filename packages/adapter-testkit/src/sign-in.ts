import type { SignedIn, SignInInstance, SignInOutcome } from '@moothall/adapter-sdk';
import { expect } from 'chai';
import { everyKind, type Subject } from './conformance.js';

/** Somebody whom the far end knows. */
export interface SignInPerson {
  readonly subject: string;
  readonly signInName: string;
  readonly displayName: string;
  readonly email: string;
  /** As the far end calls them. */
  readonly groups: readonly string[];
  /** Whether the far end asked them for a second factor. */
  readonly secondFactor: 'passed' | 'not-asked';
}

export interface SignInSubject extends Subject {
  /** A group that the settings map to the role of adviser, and to no other. */
  readonly advisers: string;
  /** Does in a browser what somebody does at the far end: where the browser is sent back to. `cancel`: they turn back. */
  readonly visit: (goTo: URL, person: SignInPerson, how?: 'cancel') => Promise<URL>;
  /** For an adapter with the ability `told-of-sign-out`: what the far end says when that person signed out. */
  readonly signOutToken?: (person: SignInPerson, forged?: 'forged') => Promise<string>;
}

const returnTo = new URL('https://moothall.example/sign-in/with/trial/back');

const helen: SignInPerson = {
  ...{ subject: 'f3b7-helen', signInName: 'helen.tranter@dunmere.example', displayName: 'Helen Tranter' },
  ...{ email: 'helen.tranter@dunmere.example', groups: [], secondFactor: 'not-asked' },
};

/** Declares the tests that every adapter of the kind `sign-in` passes. Call it in a file that mocha runs. */
export function signInConformance(subject: SignInSubject): void {
  describe(`${subject.adapter.name} as an adapter of the kind sign-in`, () => {
    const { supports } = subject.adapter;
    const person: SignInPerson = { ...helen, groups: [subject.advisers] };
    const attempt = async (instance: SignInInstance, who: SignInPerson = person) => {
      const { goTo, kept } = await instance.begin({ returnTo });
      return { kept, cameTo: await subject.visit(goTo, who) };
    };
    const signIn = async (instance: SignInInstance, who?: SignInPerson): Promise<SignInOutcome> =>
      instance.finish(await attempt(instance, who));
    const signedIn = async (instance: SignInInstance, who?: SignInPerson): Promise<SignedIn> => {
      const outcome = await signIn(instance, who);
      if (outcome.outcome !== 'signed-in') throw new Error(`It refused: ${outcome.reason}`);
      return outcome;
    };
    const atWork = everyKind<SignInInstance>('sign-in', subject, {
      name: 'signing in',
      ask: (instance) => signIn(instance),
      personal: ['Tranter', 'helen.tranter', person.subject],
    });

    it('says what its button says', () => {
      expect(atWork().instance.label.trim()).to.not.equal('');
    });

    it('sends the browser to the far end, never with a secret, and has it come back to where it is told', async () => {
      const { instance } = atWork();
      const { goTo, kept } = await instance.begin({ returnTo });
      const said = decodeURIComponent(goTo.href);
      for (const secret of Object.values(subject.secrets)) expect(said).to.not.include(secret);
      expect(kept.length).to.be.below(1001);
      const cameTo = await subject.visit(goTo, person);
      expect(`${cameTo.origin}${cameTo.pathname}`).to.equal(returnTo.href);
    });

    it('says who signed in, the same under the same subject each time', async () => {
      const { instance } = atWork();
      const first = await signedIn(instance);
      const { signInName, displayName, email } = helen;
      expect(first).to.include({ signInName, displayName, email, secondFactor: 'not-said' });
      const again = await signedIn(instance, { ...person, displayName: 'Helen Tranter-Lowe' });
      expect([again.issuer, again.subject, again.displayName]).to.deep.equal([
        ...[first.issuer, first.subject, 'Helen Tranter-Lowe'],
      ]);
      const other = await signedIn(instance, { ...person, subject: 'f3b7-other' });
      expect(other.subject).to.not.equal(first.subject);
    });

    it('gives the roles of mapped groups and of no other, as they are now', async () => {
      const { instance } = atWork();
      expect((await signedIn(instance)).roles).to.deep.equal(['adviser']);
      expect((await signedIn(instance, { ...person, groups: ['constructor', 'administrator'] })).roles).to.deep.equal(
        [],
      );
      expect((await signedIn(instance, { ...person, groups: [] })).roles).to.deep.equal([]);
    });

    it('says of a second factor only what the far end says', async () => {
      const { instance } = atWork();
      expect((await signedIn(instance, { ...person, secondFactor: 'passed' })).secondFactor).to.equal('passed');
    });

    it('refuses what came back for another attempt, and a second time', async () => {
      const { instance } = atWork();
      const one = await attempt(instance);
      const other = await attempt(instance);
      expect(await instance.finish({ cameTo: other.cameTo, kept: one.kept })).to.have.property('outcome', 'refused');
      expect(await instance.finish(one)).to.have.property('outcome', 'signed-in');
      expect(await instance.finish(one)).to.have.property('outcome', 'refused');
    });

    it('refuses whoever turned back, and says so', async () => {
      const { instance } = atWork();
      const { goTo, kept } = await instance.begin({ returnTo });
      const cameTo = await subject.visit(goTo, person, 'cancel');
      expect(await instance.finish({ cameTo, kept })).to.deep.equal({ outcome: 'refused', reason: 'cancelled' });
    });

    it('has the abilities that it claims, and no other', () => {
      const { instance } = atWork();
      expect(instance.signOut !== undefined).to.equal(supports['sign-out'] === true);
      expect(instance.readSignOut !== undefined).to.equal(supports['told-of-sign-out'] === true);
    });

    if (supports['sign-out'] === true)
      it('says where to sign out there as well', async () => {
        const { instance } = atWork();
        const { signOutHint: hint } = await signedIn(instance);
        const after = new URL('https://moothall.example/sign-in');
        const goTo = await instance.signOut?.({ hint, returnTo: after });
        expect(goTo).to.be.instanceOf(URL);
        expect(decodeURIComponent(goTo?.href ?? '')).to.include(after.href);
      });

    const { signOutToken } = subject;
    if (supports['told-of-sign-out'] === true)
      it('believes the far end, and nobody else, that somebody signed out', async () => {
        if (!signOutToken) throw new Error('Give the suite `signOutToken`: it proves the ability `told-of-sign-out`.');
        const { instance } = atWork();
        const { issuer, subject: theirs, session } = await signedIn(instance);
        const notice = await instance.readSignOut?.(await signOutToken(person));
        expect(notice?.issuer).to.equal(issuer);
        expect(notice?.subject === theirs || (session !== null && notice?.session === session)).to.equal(true);
        for (const token of [await signOutToken(person, 'forged'), '', 'not.a.token', 'x'.repeat(5000)])
          expect(await instance.readSignOut?.(token), token.slice(0, 20)).to.equal(null);
      });
  });
}
