import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { findGrants } from '../access/index.js';
import {
  changeSettings,
  getPartnership,
  listAuthorities,
  listLines,
  readContactSettings,
  setCalendar,
  workingCalendar,
} from '../authorities/index.js';
import { findAccountByName } from '../identity/index.js';
import { systemActor } from '../kernel/actor.js';
import { AppError } from '../kernel/errors.js';
import { everyAuthority } from '../kernel/scope.js';
import { onBothEngines } from '../testing/harness.js';
import { allPermissions } from './capabilities.js';
import { joinCouncil } from './join-authority.js';

const example = readFileSync('examples/joining/castlebridge.yaml', 'utf8');
const fen = example.replaceAll('castlebridge', 'fenmark').replace('referencePrefix: CB', 'referencePrefix: FM');

onBothEngines('a council that joins', (world) => {
  const join = (text: string) => joinCouncil(world().kernel, text);
  const members = async () => (await listAuthorities(world().kernel)).map(({ slug }) => slug);

  async function faultsOf(text: string): Promise<string[]> {
    const error: unknown = await join(text).catch((failure: unknown) => failure);
    return error instanceof AppError ? error.faults.map(({ field, message }) => `${field}: ${message}`) : [];
  }

  it('isn’t in by half when the last of its parts is refused', async () => {
    const taken = fen.replace('signInName: rosa.quill', 'signInName: "rosa quill"');
    expect(await faultsOf(taken)).to.deep.equal(['signInName: Use letters, digits, dots, dashes or @, and no spaces']);
    expect(await members()).to.not.include('fenmark');
    expect((await listLines(world().kernel.db.read(everyAuthority))).length).to.equal(0);
  });

  it('can work at once, and again changes nothing', async () => {
    const { authorityId, password, added } = await join(fen);
    expect(added).to.include.members(['line +441632960100', 'team Waste and recycling', 'administrator rosa.quill']);
    expect(password).to.match(/^[a-z0-9]{5}(-[a-z0-9]{5}){3}$/);
    const { weekly } = await workingCalendar(world().kernel, authorityId, 'office');
    expect(weekly.friday).to.deep.equal([{ fromMinute: 8 * 60 + 45, toMinute: 16 * 60 + 45 }]);
    expect(weekly.saturday).to.deep.equal([]);
    const account = await findAccountByName(world().kernel.db.read(everyAuthority), 'rosa.quill');
    const grants = await findGrants(world().kernel, allPermissions(), account?.personId ?? '');
    expect(grants.get('authorities.manage')?.map((grant) => grant.authorityId)).to.deep.equal([authorityId]);
    expect(await join(fen)).to.deep.include({ added: [], madeAccount: false, password: undefined });
  });

  it('follows the partnership in what its file leaves out, and has its own in what it says', async () => {
    const { kernel } = world();
    const { id: partnership } = await getPartnership(kernel);
    const weekly = { tuesday: [{ fromMinute: 600, toMinute: 720 }] };
    const office = { key: 'office' as const, name: 'Office', keepsBankHolidays: true, weekly };
    await world().run(systemActor('test set-up'), setCalendar, { authorityId: partnership, ...office });
    const text = fen.replaceAll('fenmark', 'ashby').replace('FM', 'AB').replaceAll('0100', '0177');
    const { authorityId } = await join(text.replace(/^ {2}office: .*\n/m, '').replace('rosa.quill', 'al.quill'));
    const follows = { ...(await workingCalendar(kernel, authorityId, 'office')).weekly };
    expect([follows.tuesday, follows.monday]).to.deep.equal([weekly.tuesday, []]);
    const change = { authorityId: partnership, expectedVersion: 1, repeatContactDays: 9, surveyRestDays: 30 };
    await world().run(systemActor('test set-up'), changeSettings, change);
    const { repeatContactDays, surveyRestDays } = await readContactSettings(kernel, authorityId);
    expect([repeatContactDays, surveyRestDays]).to.deep.equal([14, 30]);
  });

  it('gets what a longer file adds, and nothing that differs from what is there', async () => {
    const longer = fen.replace('teams:', 'teams:\n  - { key: trees, name: Trees, purpose: Looks after trees. }');
    expect((await join(longer)).added).to.deep.equal(['team Trees']);
    expect(await faultsOf(fen.replace('tier: unitary', 'tier: county'))).to.deep.equal([
      'tier: It is in already, and this is unitary. Write that, or change it there',
    ]);
  });

  it('is told each field of its file that needs another look', async () => {
    const wrong = fen.replace('friday 08:45-16:45', 'fridays').replace('referencePrefix: FM', 'referencePrefix: I1');
    expect(await faultsOf(wrong)).to.deep.equal([
      'referencePrefix: Use two letters other than I and O',
      'hours.office.1: Write hours as monday-friday 09:00-17:00',
    ]);
    expect(await faultsOf('name: [')).to.have.lengthOf(1);
  });
});
