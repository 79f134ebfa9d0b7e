import type { AuthorityId } from '../../kernel/scope.js';

/** Fields of a record of each part, right in every respect, as the API takes them. */
export const someFields = {
  members: (councilId: AuthorityId) => ({
    ...{ councilId, name: 'Ada Thornbury', role: 'member', post: 'Leader of the council', fromOn: '2025-05-20' },
  }),
  order: (councils: readonly AuthorityId[]) => ({ fromOn: '2024-05-01', councils }),
  exception: (councilId: AuthorityId) => ({
    ...{ councilId, fromOn: '2026-11-01', toOn: '2026-11-30', reason: 'Two councils swapped' },
  }),
  meeting: { title: 'Joint committee', heldOn: '2026-12-09', place: 'County Hall', agenda: 'Minutes\nBudget' },
  decision: (meetingId: string) => ({
    ...{ title: 'One telephone system', decision: 'Councils buy one telephone system together.', meetingId },
    ...{ how: 'vote', votesFor: 3, votesAgainst: 1, effectiveOn: '2026-01-01' },
  }),
  businessCase: {
    title: 'Text messages for all',
    need: 'Each council pays for its own.',
    options: [
      { name: 'Stay apart', costPence: 9_000_000, benefit: 'Nothing changes' },
      { name: 'Buy together', costPence: 6_500_000, benefit: 'One price for all' },
    ],
    preferred: 'Buy together',
  },
  contract: (councils: readonly AuthorityId[]) => ({
    ...{ title: 'Text messages', supplier: 'Merrow Post Services', valuePence: 100_000 },
    ...{ startsOn: '2025-04-01', endsOn: '2027-03-31', noticeOn: '2026-12-31' },
    shares: councils.map((councilId) => ({ councilId, parts: 1 })),
  }),
  risk: (ownerId: string) => ({
    ...{ title: 'A council leaves', likelihood: 2, impact: 4, ownerId, response: 'Contracts name it' },
    reviewOn: '2026-11-01',
  }),
  saving: {
    ...{ title: 'One licence', basis: 'A year of one council', fromOn: '2025-04-01', toOn: '2026-03-31' },
    beforeCosts: [{ what: 'Seats', quantity: 300, unitPence: 83_334 }],
    afterCosts: [{ what: 'Licence', quantity: 1, unitPence: 1_200_000 }],
  },
} as const;
