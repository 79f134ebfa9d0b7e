import { addContactLine, setCalendar } from '../authorities/index.js';
import { createCustomer } from '../customers/index.js';
import { addTeam } from '../directory/index.js';
import { systemActor, type Actor } from '../kernel/actor.js';
import type { AuthorityId } from '../kernel/scope.js';
import { publishArticle } from '../knowledge/index.js';
import { publishService } from '../services/index.js';
import { castlebridge, dunmere, partnership, westmoor, type TestWorld } from './harness.js';

/** What an adviser needs at hand to take a contact. */
export const adviserPermissions = [
  'interactions.handle',
  'interactions.read',
  'customers.read',
  'customers.create',
  'knowledge.read',
  'directory.read',
  'services.read',
  'places.read',
] as const;

/** An adviser who answers for these authorities and reads shared knowledge. */
export function anAdviser(world: TestWorld, authorities: readonly AuthorityId[] = [dunmere], name = 'Priya Nair') {
  return world.staff(adviserPermissions, [...authorities, partnership], name);
}

/** What contacts in tests speak of: lines, a customer and a service at Dunmere, another service at Westmoor. */
export interface Surroundings {
  readonly dunmereLine: string;
  readonly customerId: string;
  readonly westmoorCustomerId: string;
  readonly articleId: string;
  readonly missedBinId: string;
  readonly potholeId: string;
  readonly teamId: string;
  readonly westmoorTeamId: string;
}

const setUp: Actor = systemActor('test set-up');

export async function someSurroundings(world: TestWorld): Promise<Surroundings> {
  const dunmereLine = '+441632960100';
  const line = { telephone: dunmereLine, name: 'Dunmere line', openingWords: 'Good morning, Dunmere District Council' };
  await world.run(setUp, addContactLine, { authorityId: dunmere, ...line });
  const team = { purpose: 'Empties bins', key: 'waste', name: 'Waste' };
  const { id: teamId } = await world.run(setUp, addTeam, { authorityId: dunmere, ...team });
  const { id: westmoorTeamId } = await world.run(setUp, addTeam, { authorityId: westmoor, ...team, key: 'roads' });
  const joan = { firstName: 'Joan', lastName: 'Prosser', telephones: ['01632 960144'], confirmedNew: true };
  const address = { line: '4 Quarry Lane, Dunmere', postcode: 'DM4 2LL' };
  const { id: customerId } = await world.run(setUp, createCustomer, { authorityId: dunmere, ...joan, address });
  const { id: westmoorCustomerId } = await world.run(setUp, createCustomer, { authorityId: westmoor, ...joan });
  const { id: articleId } = await world.run(setUp, publishArticle, { authorityId: partnership, article });
  const missedBin = await world.run(setUp, publishService, { authorityId: dunmere, definition: missedBinForm });
  await openCrews(world);
  const roads = { tier: ['county'], lgsl: [557], routing: [{ team: 'roads' }] };
  const pothole = { ...missedBinForm, ...roads, key: 'pothole', name: 'Pothole' };
  const { id: potholeId } = await world.run(setUp, publishService, { authorityId: westmoor, definition: pothole });
  const ids = { customerId, westmoorCustomerId, articleId, missedBinId: missedBin.id, potholeId };
  return { dunmereLine, ...ids, teamId, westmoorTeamId };
}

/** A service's definition, as its file would have it. */
export const missedBinForm = {
  key: 'missed-bin',
  name: 'Missed bin',
  group: 'Bins and recycling',
  summary: 'Tell us that a bin was not emptied.',
  tier: ['district'],
  lgsl: [524],
  keywords: ['bin not emptied'],
  identityLevel: { log: 'none', disclose: 'basic' },
  form: {
    questions: [
      {
        ...{ key: 'bin', type: 'choice', label: 'Which bin was missed?', called: 'which bin was missed' },
        ...{ required: true, personal: 'none' },
        options: [
          { value: 'rubbish', label: 'Rubbish' },
          { value: 'garden', label: 'Garden waste' },
        ],
      },
    ],
  },
  location: { kind: 'address', required: true },
  lifecycle: 'field-work',
  outcomes: [{ key: 'emptied', label: 'Emptied', publicLabel: 'We emptied the bin' }],
  sla: { target: { amount: 2, unit: 'working-days' }, calendar: 'crews' },
  routing: [{ team: 'waste' }],
  summaryTemplate: 'Missed {bin} bin',
  retentionClass: 'case',
};

async function openCrews(world: TestWorld): Promise<void> {
  const day = [{ fromMinute: 480, toMinute: 1020 }];
  const weekdays = { monday: day, tuesday: day, wednesday: day, thursday: day, friday: day };
  const weekly = { ...weekdays, saturday: [], sunday: [] };
  const crews = { key: 'crews', name: 'Crews', weekly, keepsBankHolidays: true } as const;
  for (const authorityId of [dunmere, westmoor, castlebridge])
    await world.run(setUp, setCalendar, { authorityId, ...crews });
}

const article = {
  key: 'missed-bin',
  title: 'Missed bin: when to report',
  summary: 'Check the round first, then log it.',
  keywords: ['wheelie bin not emptied', 'bin left', 'rubbish'],
  audience: ['district' as const],
  lgsl: [],
  serviceKey: 'missed-bin',
  script: {
    steps: [
      { text: 'Check the collection day', showFact: 'collection-day' },
      { text: 'If the crew has finished, report it', say: 'I’ll send the crew back.' },
    ],
  },
  body: [{ paragraphs: ['Crews finish at three.'] }],
  outcomeHint: 'answer' as const,
  effectiveOn: '2026-01-01',
  reviewOn: '2027-01-01',
  ownerTeam: 'waste',
};
