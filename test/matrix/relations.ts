import { HOUR_MS } from '#core/kernel/clock.js';
import { endAgreement } from '#core/partnerships/commands/end-agreement.js';
import { permissionsGiven } from '#core/partnerships/given-permissions.js';
import { draftAgreement, giveAgreementHours, signTerms } from '#core/partnerships/index.js';
import { setOfficeHours, someTerms } from '#core/partnerships/testing/agreements.js';
import type { TermsInput } from '#core/partnerships/terms-input.js';
import { castlebridge, dunmere, testNow, type TestWorld } from '#core/testing/harness.js';

/** What the council of whoever asks is to the council whose records they ask for. */
export const relations = [
  'their own council',
  'a partner without an agreement',
  'a partner outside the agreed hours',
  'a partner in the agreed hours',
  'a partner whose agreement has ended',
] as const;
export type Relation = (typeof relations)[number];

/** All that an agreement can give. */
const everything: Pick<TermsInput, 'shares' | 'abilities'> = {
  shares: ['customers', 'cases', 'messages'],
  abilities: ['log', 'update', 'take-payments', 'close', 'call-out'],
};
/** What the partner's people may do in the agreed hours, if they may do it at home. */
export const agreed: ReadonlySet<string> = new Set(permissionsGiven(everything));

/** Castlebridge serves Dunmere's customers when Dunmere's offices are shut, at five. */
export function partners(world: () => TestWorld) {
  let agreementId = '';
  const administrator = (authority: number) => world().staff(['partnerships.manage', 'partnerships.sign'], [authority]);
  const agree = async (): Promise<void> => {
    await setOfficeHours(world(), dunmere);
    const parties = { receiverId: dunmere, providerId: castlebridge };
    const receiver = await administrator(dunmere);
    const terms = { ...someTerms, ...everything, ...parties, title: 'Evenings' };
    ({ id: agreementId } = await world().run(receiver, draftAgreement, terms));
    await world().run(receiver, signTerms, { id: agreementId, expectedVersion: 1, side: 'receiver' });
    const provider = await administrator(castlebridge);
    await world().run(provider, signTerms, { id: agreementId, expectedVersion: 2, side: 'provider' });
  };
  const turnTo = async (hour: number): Promise<void> => {
    world().clock.set(testNow + (hour - 10) * HOUR_MS);
    await giveAgreementHours.run(world().kernel, {});
  };
  const end = async (): Promise<void> => {
    const ended = { id: agreementId, expectedVersion: 3, reason: 'It is over' };
    await world().run(await administrator(dunmere), endAgreement, ended);
  };
  const steps: Readonly<Record<Relation, readonly (() => Promise<void>)[]>> = {
    'their own council': [],
    'a partner without an agreement': [],
    'a partner outside the agreed hours': [agree, () => turnTo(16)],
    'a partner in the agreed hours': [agree, () => turnTo(18)],
    'a partner whose agreement has ended': [agree, () => turnTo(18), end],
  };
  return {
    /** From a world in which the two have agreed nothing. */
    become: async (relation: Relation): Promise<void> => {
      for (const step of steps[relation]) await step();
    },
  };
}
