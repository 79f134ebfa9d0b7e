import { expect } from 'chai';
import { emptyContent } from '../entries/entry-subject.js';
import { chartOf, type ChartNode } from './chart.js';
import type { DirectoryPerson } from './directory-types.js';

const person = (id: string, managerId: string | null, authorityId = 1): [string, DirectoryPerson] => [
  id,
  {
    ...emptyContent,
    ...{ id, kind: 'person', managerId, authorityId, name: id, sortName: id, email: '', version: 0, teams: [] },
  },
];

const shape = ({ id, reports, below }: ChartNode): unknown => [id, below, ...reports.map(shape)];

describe('the organisation chart', () => {
  const people = new Map([
    person('head', null),
    person('left', 'head'),
    person('right', 'head'),
    person('deep', 'left'),
    person('deeper', 'deep'),
    person('alone', null),
    person('elsewhere', 'head', 2),
  ]);

  it('shows three levels of a council, and how many are below', () => {
    const { top } = chartOf({ people }, { authorityId: 1 });
    expect(top.map(shape)).to.deep.equal([['head', 5, ['elsewhere', 0], ['left', 2, ['deep', 1]], ['right', 0]]]);
  });

  it('goes on from a person, with the line above', () => {
    const { above, top } = chartOf({ people }, { personId: 'deep' });
    expect(above.map(({ id }) => id)).to.deep.equal(['head', 'left']);
    expect(top.map(shape)).to.deep.equal([['deep', 1, ['deeper', 0]]]);
  });

  it('ends where managers go round in a circle', () => {
    const round = new Map([person('a', 'b'), person('b', 'a')]);
    expect(chartOf({ people: round }, { authorityId: 1 }).top).to.deep.equal([]);
    const { above, top } = chartOf({ people: round }, { personId: 'a' });
    expect(above.map(({ id }) => id)).to.deep.equal(['b']);
    expect(top.map(shape)).to.deep.equal([['a', 1, ['b', 0]]]);
  });
});
