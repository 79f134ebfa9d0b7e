import { expect } from 'chai';
import type { ConfiguredAdapter } from '../kernel/adapters.js';
import { checkDirectories } from './check-directories.js';

/** A connection of which only what is checked here is there. */
const connection = (
  name: string,
  authorityIds: ConfiguredAdapter['authorityIds'],
  kind = 'staff-directory',
): ConfiguredAdapter => ({ name, authorityIds, part: { state: 'running', kind } }) as unknown as ConfiguredAdapter;

describe('checking whose staff directories list', () => {
  it('finds nothing where each lists one council’s, and each council has one', () => {
    const list = [connection('ad', [3]), connection('openldap', [4]), connection('mail', 'all', 'notifications')];
    expect(checkDirectories(list)).to.deep.equal([]);
  });

  it('wants one council for each', () => {
    const fault = (name: string) =>
      `moothall.yaml: adapters.${name}.authorities: name the one council whose staff it lists`;
    const list = [connection('all', 'all'), connection('both', [3, 4]), connection('none', [])];
    expect(checkDirectories(list)).to.deep.equal([fault('all'), fault('both'), fault('none')]);
  });

  it('refuses a second one for a council, whose lists would end each other’s posts', () => {
    const faults = checkDirectories([connection('officers', [3]), connection('councillors', [3])]);
    expect(faults).to.have.length(1);
    expect(faults[0]).to.match(/^moothall\.yaml: adapters\.councillors\.authorities: officers lists the staff/);
  });
});
