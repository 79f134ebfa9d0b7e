import { setCalendar } from '../authorities/index.js';
import { logCase } from '../cases/index.js';
import { addTeam, addTeamMember } from '../directory/index.js';
import { systemActor, type StaffActor } from '../kernel/actor.js';
import type { AuthorityId } from '../kernel/scope.js';
import { publishService } from '../services/index.js';
import { castlebridge, dunmere, westmoor, type TestWorld } from './harness.js';

type Definition = Readonly<Record<string, unknown>>;

/** Everything that a member of staff may do with cases. */
export const caseWork = [
  'cases.read',
  'cases.log',
  'cases.note',
  'cases.work',
  'cases.assign',
  'cases.edit',
  'directory.read',
  'services.read',
];

const setup = systemActor('sets up a test');

/** A missed bin: two working days of the crews, paused while the customer is asked; a garden bin may not be ours. */
export function missedBin(changes: Definition = {}): Definition {
  return {
    key: 'missed-bin',
    name: 'Missed bin',
    group: 'Bins and recycling',
    summary: 'Tell us that a bin was not emptied.',
    tier: ['district', 'unitary'],
    keywords: ['bin not emptied'],
    identityLevel: { log: 'none', disclose: 'basic' },
    form: { questions: [whichBin, whenMissed, byWhom] },
    location: { kind: 'address', required: true },
    lifecycle: 'standard',
    outcomes: [
      { key: 'emptied', label: 'Emptied', publicLabel: 'We emptied the bin' },
      { key: 'not-out', label: 'Bin was not out', publicLabel: 'The bin was not out when we came' },
    ],
    sla: {
      target: { amount: 2, unit: 'working-days' },
      byPriority: { urgent: { amount: 4, unit: 'working-hours' } },
      pausesIn: ['waiting-for-customer'],
      calendar: 'office',
    },
    routing: [{ team: 'waste' }],
    summaryTemplate: 'Missed {bin} bin',
    retentionClass: 'case',
    ...changes,
  };
}

const whichBin = {
  key: 'bin',
  label: 'Which bin was missed?',
  called: 'which bin was missed',
  type: 'choice',
  required: true,
  personal: 'none',
  options: [
    { value: 'rubbish', label: 'Rubbish' },
    { value: 'recycling', label: 'Recycling' },
    { value: 'garden', label: 'Garden waste' },
  ],
  stops: [
    {
      when: { question: 'bin', is: 'garden' },
      say: 'Garden bins are emptied by Hedge and Son. Their number is 01632 960200.',
      outcome: 'not-ours',
    },
  ],
};
const whenMissed = {
  key: 'missed-on',
  label: 'When was it missed?',
  called: 'the date it was missed',
  type: 'date',
  within: 'past',
  personal: 'none',
};
const byWhom = {
  key: 'notice',
  label: 'What did the crew’s notice say?',
  called: 'what the notice said',
  type: 'long-text',
  personal: 'none',
  showWhen: { question: 'bin', is: 'recycling' },
};

export interface CaseWorld {
  readonly officer: StaffActor;
  readonly serviceId: string;
  readonly teamId: string;
  readonly otherTeamId: string;
  /** Logs a missed bin as the officer (or somebody else) and answers its id. */
  log(changes?: Definition, actor?: StaffActor): Promise<{ id: string; reference: string }>;
}

/** An authority with calendars, two teams, a missed-bin service and an officer in the first team. */
export async function caseWorld(world: TestWorld, authorityId: AuthorityId = dunmere): Promise<CaseWorld> {
  await addCalendars(world, authorityId);
  const officer = await world.staff(caseWork, [authorityId], 'Priya Nair');
  const teamId = await aTeam(world, authorityId, 'waste', 'Street and waste team');
  const otherTeamId = await aTeam(world, authorityId, 'contact', 'Contact centre');
  await world.run(setup, addTeamMember, { teamId, personId: officer.staffId });
  const { id: serviceId } = await world.run(setup, publishService, { authorityId, definition: missedBin() });
  return {
    officer,
    serviceId,
    teamId,
    otherTeamId,
    log: (changes = {}, actor = officer) => world.run(actor, logCase, { ...aMissedBin(serviceId), ...changes }),
  };
}

/** A filled form that has nothing wrong with it. */
export function aMissedBin(serviceId: string): { serviceId: string; answers: object; location: object } {
  return { serviceId, answers: { bin: 'rubbish' }, location: { text: '4 Quarry Lane', postcode: 'DM4 2LL' } };
}

/** A person in a team. */
export async function aMember(
  world: TestWorld,
  teamId: string,
  name: string,
  permissions: readonly string[] = caseWork,
  authorities: readonly AuthorityId[] = [dunmere],
): Promise<StaffActor> {
  const person = await world.staff(permissions, authorities, name);
  await world.run(setup, addTeamMember, { teamId, personId: person.staffId });
  return person;
}

async function aTeam(world: TestWorld, authorityId: AuthorityId, key: string, name: string): Promise<string> {
  return (await world.run(setup, addTeam, { authorityId, key, name, purpose: 'Does the work.' })).id;
}

const nineToFive = [{ fromMinute: 540, toMinute: 1020 }];

/** Open from 9am to 5pm, Monday to Friday. */
export async function addCalendars(world: TestWorld, authorityId: AuthorityId, hours = nineToFive): Promise<void> {
  const days = Object.fromEntries(['monday', 'tuesday', 'wednesday', 'thursday', 'friday'].map((day) => [day, hours]));
  const weekly = { saturday: [], sunday: [], ...days } as never;
  for (const key of ['office', 'crews'] as const)
    await world.run(setup, setCalendar, { authorityId, key, name: key, weekly, keepsBankHolidays: true });
}

export { setup, castlebridge, dunmere, westmoor };
