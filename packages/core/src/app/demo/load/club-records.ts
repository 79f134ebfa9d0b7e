import type { LocalDate } from '../../../kernel/clock.js';
import { addDays, addMonths } from '../../../kernel/local-date.js';
import type { DemoRecord } from './load-club.js';

/** What the councils buy together, what could go wrong, and what they save. */
export function sharedRecords(councilOf: (key: string) => number, today: LocalDate): DemoRecord[] {
  const shares = (parts: Readonly<Record<string, number>>) =>
    Object.entries(parts).map(([council, each]) => ({ councilId: councilOf(council), parts: each }));
  const population = shares({ westmoor: 48, dunmere: 17, elmfold: 9, castlebridge: 26 });
  return [
    {
      ...{ part: 'contracts', daysAgo: 700 },
      fields: () => ({
        ...{ title: 'Text messages and letters', supplier: 'Merrow Post Services (invented)' },
        what: 'Text messages, printed letters and their postage, at one price for all.',
        ...{ valuePence: 18_333_300, startsOn: addMonths(today, -22), endsOn: addMonths(today, 5) },
        ...{ noticeOn: addDays(today, 45), shares: population },
      }),
    },
    {
      ...{ part: 'contracts', daysAgo: 300 },
      fields: () => ({
        ...{
          title: 'Computer centre',
          supplier: 'Fellside Hosting (invented)',
          what: 'Two rooms, thirty miles apart.',
        },
        ...{ valuePence: 96_000_000, startsOn: addMonths(today, -9), endsOn: addMonths(today, 51) },
        ...{ noticeOn: addMonths(today, 45), shares: population },
      }),
    },
    {
      ...{ part: 'contracts', daysAgo: 1500 },
      fields: () => ({
        ...{ title: 'Interpreters by telephone', supplier: 'Linnet Language Line (invented)', valuePence: 4_200_000 },
        ...{ startsOn: addMonths(today, -48), endsOn: addMonths(today, -2), noticeOn: addMonths(today, -5) },
        shares: shares({ westmoor: 1, castlebridge: 1, dunmere: 1 }),
      }),
    },
    ...risks(today),
    ...savings(today),
  ];
}

function risks(today: LocalDate): DemoRecord[] {
  const outage = (idOf: (key: string) => string) => ({
    ...{ title: 'The contact centre can’t work for a day', cause: 'Fire, flood, or no telephones.' },
    ...{ likelihood: 3, impact: 5, ownerId: idOf('lacey') },
    response: 'Castlebridge stands in by agreement; rehearsed twice a year.',
    reviewOn: addMonths(today, 2),
  });
  return [
    {
      ...{ part: 'risks', daysAgo: 200, fields: outage },
      changed: (idOf) => ({ ...outage(idOf), likelihood: 2 }),
    },
    {
      ...{ part: 'risks', daysAgo: 120 },
      fields: (idOf) => ({
        ...{ title: 'A council leaves the partnership', likelihood: 2, impact: 4, ownerId: idOf('ardle') },
        ...{
          response: 'Contracts name what a leaver pays; its records can be taken out.',
          reviewOn: addDays(today, -9),
        },
      }),
    },
    {
      ...{ part: 'risks', daysAgo: 90 },
      fields: (idOf) => ({
        ...{ title: 'Scripts in Welsh fall behind', likelihood: 4, impact: 2, ownerId: idOf('wynne') },
        ...{ response: 'The list of articles without Welsh is looked at each month.', reviewOn: addMonths(today, 1) },
      }),
    },
  ];
}

const prices = `what,quantity,price in pounds,from
Commercial seats,300,250000,quotation
The Club’s licence,1,12000,price list
Support for a year,1,10000,price list
`;

function savings(today: LocalDate): DemoRecord[] {
  const year = { fromOn: addMonths(today, -14), toOn: addDays(addMonths(today, -2), -1) };
  return [
    {
      ...{ part: 'savings', daysAgo: 50, moves: [{ event: 'evidence' }, { event: 'verify', byVerifier: true }] },
      files: [{ name: 'Price list and quotation (made up).csv', text: prices }],
      fields: () => ({
        ...{ title: 'The Club’s licence against commercial seats, first year', ...year },
        basis:
          'The Club’s prices of 2002 and 2003 for one council: a site licence without a limit on seats and a year’s support, against what 300 commercial seats were quoted at, which was more than this. The council and the year are made up.',
        beforeCosts: [{ what: '300 commercial seats, at least', quantity: 1, unitPence: 25_000_000 }],
        afterCosts: [
          { what: 'The Club’s licence', quantity: 1, unitPence: 1_200_000 },
          { what: 'Support for a year, about', quantity: 1, unitPence: 1_000_000 },
        ],
        evidence: 'The Club’s price list; the quotation for 300 seats (both made up for this demo)',
      }),
    },
    {
      ...{ part: 'savings', daysAgo: 30, moves: [{ event: 'evidence' }] },
      fields: () => ({
        ...{ title: 'Nights answered by one contact centre', ...year },
        basis: 'Two advisers of each district on call every night, against two at Westmoor for all. Made up.',
        beforeCosts: [{ what: 'Nights on call, Dunmere and Elmfold', quantity: 730, unitPence: 21_000 }],
        afterCosts: [{ what: 'Contacts answered by Westmoor', quantity: 14_600, unitPence: 310 }],
        evidence: 'Rotas of both districts; the monthly statements of the agreement (made up)',
      }),
    },
    {
      ...{ part: 'savings', daysAgo: 8 },
      fields: () => ({
        ...{ title: 'One computer centre', ...year },
        basis: 'Rent and power of four rooms, against the shares of one. Made up.',
        beforeCosts: [{ what: 'Rooms', quantity: 4, unitPence: 6_150_000 }],
        afterCosts: [{ what: 'A year of the shared contract', quantity: 1, unitPence: 19_200_000 }],
      }),
    },
  ];
}
