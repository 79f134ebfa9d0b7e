import type { LocalDate } from '../../../kernel/clock.js';
import { addDays, dateOfParts, partsOf } from '../../../kernel/local-date.js';
import type { DemoRecord } from './load-club.js';

type Sits = readonly [key: string, council: string, name: string, role: string, about: object];

const sitting: readonly Sits[] = [
  ['ardle', 'westmoor', 'Cllr Morag Ardle', 'member', { post: 'Cabinet member for customers' }],
  ['quaife', 'dunmere', 'Cllr Desmond Quaife', 'member', { post: 'Leader of the council' }],
  ['tregear', 'elmfold', 'Cllr Nesta Tregear', 'member', { post: 'Deputy leader' }],
  ['adjei', 'castlebridge', 'Cllr Kofi Adjei', 'member', { post: 'Cabinet member for the city’s services' }],
  ['blyde', 'westmoor', 'Cllr Rhona Blyde', 'substitute', {}],
  ['sansom', 'dunmere', 'Cllr Peter Sansom', 'substitute', {}],
  ['lacey', 'westmoor', 'Bernadette Lacey', 'officer', { post: 'Assistant director, customer services' }],
  ['mistry', 'castlebridge', 'Jayesh Mistry', 'officer', { post: 'Head of technology' }],
  ['wynne', 'elmfold', 'Eleri Wynne', 'champion', { subject: 'Welsh' }],
  ['pascoe', 'dunmere', 'Ruth Pascoe', 'champion', { subject: 'people who are not online' }],
];

/** Who is on the committee, who chairs it, where it meets, and what it decided. */
export function committeeRecords(councilOf: (key: string) => number, today: LocalDate): DemoRecord[] {
  const years = (ago: number): LocalDate => dateOfParts(partsOf(today).year - ago, 5, 20);
  const councils = ['westmoor', 'dunmere', 'castlebridge', 'elmfold'].map(councilOf);
  const members = sitting.map(([key, council, name, role, about]): DemoRecord => {
    const fields = () => ({ councilId: councilOf(council), name, role, ...about, fromOn: years(1) });
    return { part: 'members', key, daysAgo: 400, fields };
  });
  const former = { name: 'Cllr Alun Harker', role: 'member', fromOn: years(4), toOn: addDays(years(1), -1) };
  return [
    ...members,
    { part: 'members', daysAgo: 900, fields: () => ({ ...former, councilId: councilOf('dunmere') }) },
    { part: 'chair-orders', daysAgo: 900, fields: () => ({ fromOn: years(3), councils }) },
    {
      ...{ part: 'chair-exceptions', daysAgo: 60 },
      fields: () => ({
        ...{ councilId: councilOf('dunmere'), fromOn: addDays(today, 120), toOn: addDays(today, 160) },
        reason: 'The council that chairs holds its elections; Dunmere stands in until its new cabinet is named.',
      }),
    },
    ...meetings(today),
    ...decisions(today),
    ...businessCases(),
  ];
}

function meetings(today: LocalDate): DemoRecord[] {
  const place = 'Westmoor County Hall, room 4';
  const meeting = (key: string, daysAway: number, agenda: string[], minutes?: string): DemoRecord => ({
    ...{ part: 'meetings', key, daysAgo: Math.max(10, 30 - daysAway) },
    fields: () => ({
      title: 'Joint committee',
      heldOn: addDays(today, daysAway),
      place,
      agenda: agenda.join('\n'),
      minutes,
    }),
  });
  return [
    meeting('winter', -280, ['Out of hours', 'One telephone system'], 'All four councils were there.'),
    meeting('summer', -120, ['Figures of the year', 'Text messages', 'Risks'], 'Elmfold sent its substitute.'),
    meeting('next', 24, ['Minutes of the last meeting', 'Contracts that end next year', 'Savings', 'Risks']),
  ];
}

function decisions(today: LocalDate): DemoRecord[] {
  return [
    {
      ...{ part: 'decisions', key: 'out-of-hours', daysAgo: 279 },
      fields: (idOf) => ({
        title: 'Westmoor answers for the districts at night',
        decision: 'Westmoor’s contact centre answers for Dunmere and Elmfold whenever their offices are shut.',
        ...{ meetingId: idOf('winter'), how: 'consensus', effectiveOn: addDays(today, -260) },
      }),
    },
    {
      ...{ part: 'decisions', key: 'two-systems', daysAgo: 279 },
      fields: (idOf) => ({
        title: 'Each council keeps its telephone system',
        decision: 'Telephone systems stay as they are until the last contract ends.',
        ...{ meetingId: idOf('winter'), how: 'vote', votesFor: 3, votesAgainst: 1, effectiveOn: addDays(today, -260) },
      }),
    },
    {
      ...{ part: 'decisions', key: 'one-system', daysAgo: 119 },
      fields: (idOf) => ({
        title: 'One telephone system for all',
        decision: 'The councils buy one telephone system together when Castlebridge’s contract ends.',
        ...{ meetingId: idOf('summer'), how: 'vote', votesFor: 3, votesAgainst: 0, abstentions: 1 },
        ...{ effectiveOn: addDays(today, -100), supersedesId: idOf('two-systems') },
      }),
    },
  ];
}

function businessCases(): DemoRecord[] {
  return [
    {
      ...{ part: 'business-cases', daysAgo: 150, moves: [{ event: 'submit' }, { event: 'approve' }] },
      fields: (idOf) => ({
        title: 'One telephone system',
        need: 'Four contracts end within two years of each other, and calls can’t be passed between councils.',
        options: [
          { name: 'Renew each contract', costPence: 41_800_000, benefit: 'Nobody has to learn anything' },
          {
            name: 'Buy together',
            costPence: 33_500_000,
            benefit: 'Calls are passed between councils; one support desk',
          },
        ],
        ...{ preferred: 'Buy together', decisionId: idOf('one-system') },
      }),
    },
    {
      ...{ part: 'business-cases', daysAgo: 20, moves: [{ event: 'submit' }] },
      fields: () => ({
        title: 'Text messages at one price',
        need: 'Each council pays another price for a text message.',
        options: [
          { name: 'Stay apart', costPence: 5_200_000, benefit: 'No work' },
          { name: 'Buy together', costPence: 3_900_000, benefit: 'One price, one sender for each council' },
        ],
        preferred: 'Buy together',
      }),
    },
    {
      ...{ part: 'business-cases', daysAgo: 6 },
      fields: () => ({
        title: 'A shared rota for emergencies',
        need: 'Each council keeps somebody on call every night, and most nights nobody rings.',
        options: [{ name: 'One rota', costPence: 8_400_000, benefit: 'Three people on call instead of eight' }],
      }),
    },
  ];
}
