import { expect } from 'chai';
import { tables } from '../migrations/index.js';
import { childrenFirst, ownedTables, referencesToOwned } from './table-order.js';
import { namingRules, tableRules } from './table-rules.js';

describe('what a reorganisation does with each table', () => {
  it('is decided for every table of authorities’ rows, and for none that is gone', () => {
    const owned = ownedTables(tables).map(({ name }) => name);
    expect(Object.keys(tableRules).sort()).to.deep.equal(owned.sort());
  });

  it('is decided for every other column that names an authority', () => {
    const naming = [...tables.values()].flatMap(({ name, columns }) =>
      Object.entries(columns)
        .filter(([column, { references }]) => references === 'authorities' && column !== 'authority_id')
        .map(([column]) => `${name}.${column}`),
    );
    expect(Object.keys(namingRules).sort()).to.deep.equal(naming.sort());
  });

  it('comes to rows only after those that refer to them', () => {
    const order = childrenFirst(tables).map(({ name }) => name);
    const tooLate = referencesToOwned(tables).filter(
      ({ table, to }) => table !== to && order.indexOf(table) > order.indexOf(to),
    );
    expect(tooLate).to.deep.equal([]);
    expect(order).to.have.lengthOf(ownedTables(tables).length);
  });
});
