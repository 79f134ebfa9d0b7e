import { expect } from 'chai';
import { tables } from '../migrations/index.js';
import { clashes } from './clashes.js';
import { movesIn } from './moves.js';
import { follows, roots, staysOnSplit } from './split-rules.js';
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

  it('is decided for every key that an authority’s rows can have but once', () => {
    const keys = ownedTables(tables).flatMap(({ name, primary, unique = [] }) =>
      [primary ?? [], ...unique]
        .filter((key) => key.includes('authority_id'))
        .map((key) => `${name} ${key.filter((column) => column !== 'authority_id').join()}`),
    );
    const decided = Object.entries(clashes).flatMap(([name, all]) => all.map(({ key }) => `${name} ${key.join()}`));
    expect(decided.sort()).to.deep.equal(keys.sort());
  });

  it('says of every table that names a case, a contact or a customer what becomes of it in a split', () => {
    const naming = referencesToOwned(tables)
      .filter(
        ({ table, to, isOwned }) =>
          isOwned && roots.some((root) => root === to) && !roots.some((root) => root === table),
      )
      .map(({ table }) => table);
    const decided = [...Object.keys(follows), ...Object.keys(staysOnSplit)];
    expect([...new Set(naming)].filter((table) => !decided.includes(table))).to.deep.equal([]);
    expect(decided.filter((table) => !tables.has(table))).to.deep.equal([]);
  });

  it('moves what rows name before the rows that name it', () => {
    const order = movesIn(tables).map(({ table }) => table.name);
    const late = referencesToOwned(tables).filter(
      ({ table, to }) => table !== to && order.includes(table) && order.indexOf(table) < order.indexOf(to),
    );
    expect(late).to.deep.equal([]);
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
