import { systemActor, type StaffActor } from '../../../kernel/actor.js';
import { DAY_MS } from '../../../kernel/clock.js';
import { runCommand } from '../../../kernel/command.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { sharedFields, type SharedField } from '../../../kernel/db/shared-fields.js';
import { addDays } from '../../../kernel/local-date.js';
import { localDateAt } from '../../../kernel/london-time.js';
import { draftAgreement, endAgreement, renewAgreementAccess, signTerms } from '../../../partnerships/index.js';
import type { DemoAuthorityKey, DemoWorld } from '../world/types.js';
import { actorOf } from './load-desk-work.js';
import type { Loaded } from './load-interactions.js';
import { keyOf, nights, section101, type DemoTerms } from './agreement-terms.js';
import { joinersAgreements } from './joiners-agreements.js';
import { serviceOf } from './load-catalogue.js';

const allBut = (...left: SharedField[]): SharedField[] => sharedFields.filter((field) => !left.includes(field));

/**
 * Two in force at night, one round the clock for road faults, and one that waits for an emergency; one that one side has signed, and one that is over; then those of who joined since. Answers
 * the ids of those by night, as the demo's contacts name them.
 */
export async function loadAgreements(
  kernel: Kernel,
  world: DemoWorld,
  loaded: Loaded,
): Promise<ReadonlyMap<string, string>> {
  const byNight = new Map<string, string>();
  for (const agreement of [...foundersAgreements(world, loaded), ...joinersAgreements(world, loaded)]) {
    const id = await load(kernel, world, loaded, agreement);
    const { provider, receiver, life } = agreement;
    if (id !== undefined && life === 'in force') byNight.set(`${provider}-and-${receiver}-out-of-hours`, id);
  }
  return byNight;
}

function foundersAgreements(world: DemoWorld, { staff, catalogue }: Loaded): DemoTerms[] {
  const idOf = (key: string): string => staff.people.get(key)?.id ?? '';
  const leaderOf = (authority: DemoAuthorityKey): string => idOf(keyOf(world, authority, 'team-leader'));
  const bins = [serviceOf(catalogue, 'dunmere', 'missed-bin-collection').id];
  const roads = ['pothole', 'street-light', 'pavement'].map((key) => serviceOf(catalogue, 'westmoor', key).id);
  const title = (council: string): string => `Westmoor answers for ${council} outside office hours`;
  return [
    {
      receiver: 'dunmere',
      provider: 'westmoor',
      life: 'in force',
      signedDaysAgo: 400,
      terms: { ...nights, title: title('Dunmere') },
    },
    {
      receiver: 'elmfold',
      provider: 'westmoor',
      life: 'in force',
      signedDaysAgo: 380,
      terms: { ...nights, title: title('Elmfold'), fields: allBut('customer.identifiers', 'customer.consents') },
    },
    {
      ...{ receiver: 'westmoor', provider: 'dunmere', life: 'in force', signedDaysAgo: 200 },
      terms: {
        ...{ ...nights, title: 'Dunmere logs the county’s road faults in the same call', hours: { when: 'always' } },
        ...{ serviceIds: roads, shares: ['cases'], abilities: ['log'], price: { kind: 'free' } },
        purpose: 'Who rings about a bin and a pothole rings once.',
      },
    },
    {
      ...{ receiver: 'westmoor', provider: 'castlebridge', life: 'in force', signedDaysAgo: 120 },
      terms: {
        ...{
          kind: 'continuity',
          title: 'Castlebridge stands in for Westmoor’s contact centre',
          hours: { when: 'always' },
        },
        ...{ shares: ['customers', 'cases'], abilities: ['log', 'update'], lawfulBasis: section101 },
        purpose: 'Customers are answered when Westmoor’s contact centre can’t work: fire, flood, no telephones.',
        ...{ officerIds: [leaderOf('westmoor'), leaderOf('castlebridge')], openForHours: 12 },
      },
    },
    {
      ...{ receiver: 'dunmere', provider: 'westmoor', life: 'signed by one', signedDaysAgo: 3 },
      terms: {
        ...{ ...nights, title: 'Westmoor takes Dunmere’s street-scene requests', hours: { when: 'always' } },
        ...{
          serviceGroups: ['Streets and parks'],
          serviceIds: bins,
          shares: ['cases'],
          fields: allBut('case.person'),
          abilities: ['log'],
        },
        price: { kind: 'free' },
        purpose: 'One call is enough for what lies in the street, whoever’s it is.',
      },
    },
    {
      ...{ receiver: 'castlebridge', provider: 'westmoor', life: 'ended', signedDaysAgo: 700 },
      terms: { ...nights, title: 'Westmoor answers for Castlebridge at weekends', price: { kind: 'free' } },
    },
  ];
}

async function load(
  kernel: Kernel,
  world: DemoWorld,
  loaded: Loaded,
  agreement: DemoTerms,
): Promise<string | undefined> {
  const { receiver, provider, life, signedDaysAgo, terms } = agreement;
  const at = kernel.clock.now() - signedDaysAgo * DAY_MS;
  const before: Kernel = { ...kernel, clock: { now: () => at } };
  const ids = loaded.authorities.ids;
  const parties = { receiverId: ids.get(receiver), providerId: ids.get(provider) };
  const as = (authority: DemoAuthorityKey, permission: string): StaffActor | undefined =>
    actorOf(
      loaded.staff,
      keyOf(world, authority, 'administrator'),
      `partnerships.${permission}`,
      ids.get(authority) ?? 0,
    );
  const theirs = as(receiver, 'manage');
  const [signer, counterpart] = [as(receiver, 'sign'), as(provider, 'sign')];
  if (!theirs || !signer || !counterpart) return undefined;
  const fromOn = addDays(localDateAt(at), 14);
  const { id } = await runCommand(before, theirs, draftAgreement, { fromOn, ...terms, ...parties });
  await runCommand(before, signer, signTerms, { id, expectedVersion: 1, side: 'receiver' });
  if (life === 'signed by one') return id;
  await runCommand(before, counterpart, signTerms, { id, expectedVersion: 2, side: 'provider' });
  const reason = 'Castlebridge has a weekend rota of its own';
  const ended: Kernel = { ...kernel, clock: { now: () => at + 365 * DAY_MS } };
  if (life === 'ended') await runCommand(ended, theirs, endAgreement, { id, expectedVersion: 3, reason });
  else
    await runCommand(kernel, systemActor('the hours of an agreement begin'), renewAgreementAccess, { agreementId: id });
  return id;
}
