import { expect } from 'chai';
import type { ConfiguredAdapter } from '../kernel/adapters.js';
import type { Config } from '../kernel/config.js';
import { checkConfig } from '../kernel/config.js';
import { checkSignIns } from './check-sign-ins.js';

const [dunmere, castlebridge] = [3, 4];
const slugs = new Map([
  ['dunmere', dunmere],
  ['castlebridge', castlebridge],
]);
const key = Buffer.alloc(32).toString('base64');

function configured(settings: object = {}): Config {
  return checkConfig('/srv/moothall', { origin: 'https://desk.example', ...settings }, { key });
}

/** A connection of which only what is checked here is there. */
function connection(
  name: string,
  authorityIds: ConfiguredAdapter['authorityIds'],
  part: object = { state: 'running', kind: 'sign-in' },
): ConfiguredAdapter {
  return { name, authorityIds, part } as unknown as ConfiguredAdapter;
}

const faultsOf = (config: Config, ...list: ConfiguredAdapter[]): string[] => checkSignIns(config, list, slugs);

describe('checking how staff are signed in by other systems', () => {
  it('finds nothing where each connection signs in one council’s staff', () => {
    const without = configured({ signIn: { withoutPasswords: { dunmere: {} } }, scim: { castlebridge: {} } });
    expect(faultsOf(without, connection('entra', [dunmere]), connection('okta', [castlebridge]))).to.deep.equal([]);
    expect(faultsOf(configured({ origin: undefined }))).to.deep.equal([]);
  });

  it('wants one council, and one alone, for each', () => {
    const fault = (name: string) =>
      `moothall.yaml: adapters.${name}.authorities: name the one council whose staff it signs in`;
    const list = [connection('all', 'all'), connection('both', [dunmere, castlebridge]), connection('none', [])];
    expect(faultsOf(configured(), ...list)).to.deep.equal([fault('all'), fault('both'), fault('none')]);
    const mail = connection('mail', 'all', { state: 'running', kind: 'notifications' });
    expect(faultsOf(configured(), mail)).to.deep.equal([]);
  });

  it('wants an address for people to come back to', () => {
    expect(faultsOf(configured({ origin: undefined }), connection('entra', [dunmere]))).to.deep.equal([
      'moothall.yaml: origin: signing in by another system needs it, to know where people come back to',
    ]);
  });

  it('lets nobody be shut out: passwords go only where something else signs the council’s staff in', () => {
    const config = configured({ signIn: { withoutPasswords: { dunmere: {} } } });
    const shutOut =
      'moothall.yaml: signIn.withoutPasswords.dunmere: nothing under adapters signs in the staff of dunmere, who could not get in';
    expect(faultsOf(config)).to.deep.equal([shutOut]);
    expect(faultsOf(config, connection('okta', [castlebridge]))).to.deep.equal([shutOut]);
    const mail = connection('mail', [dunmere], { state: 'running', kind: 'notifications' });
    expect(faultsOf(config, mail)).to.deep.equal([shutOut]);
    expect(faultsOf(config, connection('entra', [dunmere], { state: 'parked' })), 'it may be one').to.deep.equal([]);
  });

  it('names a council that isn’t here', () => {
    const config = configured({ signIn: { withoutPasswords: { atlantis: {} } } });
    expect(faultsOf(config)).to.deep.equal([
      'moothall.yaml: signIn.withoutPasswords.atlantis: no council here has the address atlantis',
    ]);
  });
});
