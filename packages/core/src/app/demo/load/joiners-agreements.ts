import type { DemoAuthorityKey, DemoWorld } from '../world/types.js';
import { keyOf, nights, section101, type DemoTerms } from './agreement-terms.js';
import { serviceOf } from './load-catalogue.js';
import type { Loaded } from './load-interactions.js';

/** What those that joined since agreed: nights, calls that overflow, bins in one call, and one that lies dormant. */
export function joinersAgreements(world: DemoWorld, { staff, catalogue }: Loaded): DemoTerms[] {
  const leaderOf = (authority: DemoAuthorityKey): string =>
    staff.people.get(keyOf(world, authority, 'team-leader'))?.id ?? '';
  const bins = ['missed-bin-collection', 'new-bin', 'bulky-waste'].map(
    (key) => serviceOf(catalogue, 'joint-waste', key).id,
  );
  const free = { price: { kind: 'free' }, serviceLevel: '' };
  const shared = { shares: ['customers', 'cases'], abilities: ['log', 'update'], lawfulBasis: section101 };
  return [
    {
      ...{ receiver: 'larkbourne', provider: 'westmoor', life: 'in force', signedDaysAgo: 150 },
      terms: { ...nights, title: 'Westmoor answers for Larkbourne outside office hours' },
    },
    {
      ...{ receiver: 'tarrow-fells', provider: 'westmoor', life: 'in force', signedDaysAgo: 140 },
      terms: { ...nights, ...free, title: 'Westmoor answers for the national park outside office hours' },
    },
    {
      ...{ receiver: 'tarnsea', provider: 'havenhurst', life: 'in force', signedDaysAgo: 160 },
      terms: { ...nights, title: 'Havenhurst answers for Tarnsea outside office hours' },
    },
    {
      ...{ receiver: 'havenhurst', provider: 'castlebridge', life: 'in force', signedDaysAgo: 90 },
      terms: {
        ...{ kind: 'overflow', title: 'Castlebridge takes Havenhurst’s calls that wait', hours: { when: 'always' } },
        ...{ ...shared, overflowMinutes: 8, openForHours: 2 },
        officerIds: [leaderOf('havenhurst'), leaderOf('castlebridge')],
        purpose: 'On a day when everybody rings, nobody waits longer than ten minutes.',
        price: { kind: 'per-contact', pence: 340 },
      },
    },
    {
      ...{ receiver: 'joint-waste', provider: 'kelderwick', life: 'in force', signedDaysAgo: 110 },
      terms: {
        ...{
          ...nights,
          ...free,
          title: 'Kelderwick logs bins for the joint waste authority',
          hours: { when: 'always' },
        },
        ...{ serviceIds: bins, shares: ['cases'], abilities: ['log'] },
        purpose: 'Who rings the council about a bin rings once.',
      },
    },
    {
      ...{ receiver: 'kelderwick', provider: 'larkbourne', life: 'in force', signedDaysAgo: 80 },
      terms: {
        ...{ kind: 'continuity', title: 'Larkbourne stands in for Kelderwick’s contact centre' },
        ...{ ...shared, hours: { when: 'always' }, openForHours: 8 },
        officerIds: [leaderOf('kelderwick'), leaderOf('larkbourne')],
        purpose: 'Customers are answered when Kelderwick’s offices flood, as they did two winters ago.',
      },
    },
  ];
}
