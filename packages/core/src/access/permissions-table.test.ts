import { expect } from 'chai';
import { definePermissions } from '../kernel/permissions.js';
import { describePermissions } from './permissions-table.js';

describe('the table of permissions', () => {
  it('has a line for each permission, sorted by name, and a column for each role', () => {
    const permissions = [
      ...definePermissions('knowledge', { read: { allows: 'read articles', roles: ['adviser'], shared: true } }),
      ...definePermissions('cases', { close: { allows: 'close a case', roles: ['officer', 'administrator'] } }),
    ];
    const lines = describePermissions(permissions)
      .split('\n')
      .filter((line) => line.startsWith('|'));
    expect(lines).to.deep.equal([
      '| Permission | Allows to | Adviser | Officer | Team leader | Knowledge editor | Analyst | Administrator | Data protection officer | Shared |',
      '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
      '| `cases.close` | close a case |  | yes |  |  |  | yes |  |  |',
      '| `knowledge.read` | read articles | yes |  |  |  |  |  |  | yes |',
    ]);
  });
});
