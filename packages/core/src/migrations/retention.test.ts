import { expect } from 'chai';
import type { TableSpec } from '../kernel/db/tables.js';
import { foundation } from './0001-foundation/index.js';

/** Tables whose rows name a row of this one. */
function usersOf(table: string): TableSpec[] {
  return foundation.creates.filter(({ columns }) =>
    Object.values(columns).some(({ references }) => references === table),
  );
}

describe('how long rows are kept', () => {
  it('is for those that live as their users do, as long as some table names them', () => {
    const shared = foundation.creates.filter(({ retention }) => retention === 'as-its-users');
    expect(shared.map(({ name }) => name)).to.deep.equal(['stored_files']);
    for (const { name } of shared) expect(usersOf(name), name).to.have.length.above(0);
  });

  it('is for ever for the evidence of a saving, and with it for its bytes', () => {
    const evidence = usersOf('stored_files').find(({ name }) => name === 'saving_files');
    expect(evidence?.retention).to.equal('permanent');
  });
});
