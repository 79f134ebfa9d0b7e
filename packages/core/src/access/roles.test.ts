import { expect } from 'chai';
import { DAY_MS } from '../kernel/clock.js';
import { systemActor } from '../kernel/actor.js';
import { definePermissions } from '../kernel/permissions.js';
import { everyAuthority } from '../kernel/scope.js';
import { castlebridge, dunmere, onBothEngines, partnership, testNow, westmoor } from '../testing/harness.js';
import { addPerson } from '../testing/http.js';
import { assignRole } from './commands/assign-role.js';
import { endRole } from './commands/end-role.js';
import { findGrants, findHomeAuthority } from './find-grants.js';
import { listManagedAuthorities } from './queries.js';
import { listRolesOfPeople } from './repository.js';
import type { RoleAssignment } from './types.js';

const permissions = definePermissions('cases', {
  log: { allows: 'log a case', roles: ['adviser'] },
  read: { allows: 'see cases', roles: ['adviser', 'officer'], shared: true },
});
const setUp = systemActor('a test');

onBothEngines('roles', (world) => {
  afterEach(() => world().clock.set(testNow));

  const administrator = (authorities = [dunmere]) => world().staff(['access.manage'], authorities);
  const person = async (...roles: NonNullable<Parameters<typeof addPerson>[1]['roles']>) =>
    (await addPerson(world(), { roles })).personId;
  const rolesOf = (personId: string): Promise<RoleAssignment[]> =>
    listRolesOfPeople(world().kernel.db.read(everyAuthority), [personId]);
  const grants = async (personId: string) =>
    Object.fromEntries(await findGrants(world().kernel, permissions, personId));

  it('hold from the day they are given, and allow what the role allows there', async () => {
    const personId = await person();
    const actor = await administrator();
    const { id } = await world().run(actor, assignRole, { personId, authority: 'dunmere', role: 'adviser' });
    expect(await rolesOf(personId)).to.deep.equal([
      {
        id,
        personId,
        authorityId: dunmere,
        authoritySlug: 'dunmere',
        authorityName: 'Dunmere District Council',
        role: 'adviser',
        fromOn: '2026-11-16',
      },
    ]);
    expect(await grants(personId)).to.deep.equal({
      'cases.log': [{ authorityId: dunmere }],
      'cases.read': [{ authorityId: partnership }, { authorityId: dunmere }],
    });
  });

  it('can begin on a later day, in London', async () => {
    const personId = await person();
    const input = { personId, authority: 'dunmere', role: 'adviser', fromOn: '18/11/2026' } as const;
    await world().run(setUp, assignRole, input);
    world().clock.set(Date.UTC(2026, 10, 17, 23, 59));
    expect(await grants(personId)).to.deep.equal({});
    world().clock.set(Date.UTC(2026, 10, 18));
    expect(await grants(personId)).to.have.property('cases.log');
    const faulty = { ...input, role: 'officer', fromOn: '31/11/2026' } as const;
    expect(await codeOf(world().run(setUp, assignRole, faulty))).to.equal('bad_input');
  });

  it('end at once, and not twice', async () => {
    const personId = await person(['dunmere', 'adviser']);
    const [role] = await rolesOf(personId);
    const actor = await administrator();
    await world().run(actor, endRole, { assignmentId: role?.id ?? '' });
    expect(await grants(personId)).to.deep.equal({});
    expect((await rolesOf(personId))[0]?.toOn).to.equal('2026-11-16');
    expect(await codeOf(world().run(actor, endRole, { assignmentId: role?.id ?? '' }))).to.equal('role_already_ended');
    await world().run(actor, assignRole, { personId, authority: 'dunmere', role: 'adviser' });
    expect(await grants(personId), 'and can be given again').to.have.property('cases.log');
  });

  it('that were to begin later never do once ended', async () => {
    const personId = await person();
    const input = { personId, authority: 'dunmere', role: 'adviser', fromOn: '2026-11-20' } as const;
    const { id } = await world().run(setUp, assignRole, input);
    await world().run(setUp, endRole, { assignmentId: id });
    world().clock.advance(30 * DAY_MS);
    expect(await grants(personId)).to.deep.equal({});
  });

  it('are not given twice', async () => {
    const personId = await person(['dunmere', 'adviser']);
    const again = { personId, authority: 'dunmere', role: 'adviser' } as const;
    expect(await codeOf(world().run(setUp, assignRole, again))).to.equal('role_already_held');
    await world().run(setUp, assignRole, { ...again, authority: 'castlebridge' });
  });

  it('are given and ended by administrators of that authority only', async () => {
    const personId = await person(['castlebridge', 'adviser']);
    const [role] = await rolesOf(personId);
    const actor = await administrator([dunmere]);
    const outside = { personId, authority: 'castlebridge', role: 'administrator' } as const;
    expect(await codeOf(world().run(actor, assignRole, outside))).to.equal('not_found');
    expect(await codeOf(world().run(actor, assignRole, { ...outside, authority: 'nowhere' }))).to.equal('not_found');
    expect(await codeOf(world().run(actor, endRole, { assignmentId: role?.id ?? '' }))).to.equal('not_found');
    expect(await rolesOf(personId)).to.deep.equal([role]);
    const adviser = await world().staff(['cases.log'], [castlebridge]);
    for (const attempt of [
      world().run(adviser, assignRole, outside),
      world().run(adviser, endRole, { assignmentId: role?.id ?? '' }),
      world().read(adviser, listManagedAuthorities, {}),
    ])
      expect(await codeOf(attempt)).to.equal('not_allowed');
  });

  it('name a person who is there, a role that exists, and nothing more', async () => {
    const personId = await person();
    const input = { personId, authority: 'dunmere', role: 'adviser' } as const;
    expect(await codeOf(world().run(setUp, assignRole, { ...input, personId: world().newId() }))).to.equal('not_found');
    const faulty = { ...input, role: 'owner', authority_id: 4 } as unknown as typeof input;
    const fault = await world()
      .run(setUp, assignRole, faulty)
      .catch((error: { faults: { field: string }[] }) => error.faults.map(({ field }) => field));
    expect(fault).to.deep.equal(['role', 'authority_id']);
  });

  it('leave each authority its last administrator, who can sign in', async () => {
    const [one, two] = [await person(['westmoor', 'administrator']), await person(['westmoor', 'administrator'])];
    const [first] = await rolesOf(one);
    const [second] = await rolesOf(two);
    const actor = await administrator([westmoor]);
    await world().run(actor, endRole, { assignmentId: first?.id ?? '' });
    expect(await codeOf(world().run(actor, endRole, { assignmentId: second?.id ?? '' }))).to.equal(
      'last_administrator',
    );
    const later = await person();
    const input = { personId: later, authority: 'westmoor', role: 'administrator', fromOn: '2026-12-01' } as const;
    await world().run(actor, assignRole, input);
    const codeBefore = await codeOf(world().run(actor, endRole, { assignmentId: second?.id ?? '' }));
    expect(codeBefore, 'one who begins later does not count').to.equal('last_administrator');
    const withoutAccount = (await world().staff([], [])).staffId;
    await world().run(actor, assignRole, { ...input, personId: withoutAccount, fromOn: '2026-11-16' });
    const code = await codeOf(world().run(actor, endRole, { assignmentId: second?.id ?? '' }));
    expect(code, 'nor one without an account').to.equal('last_administrator');
  });

  it('leave an administrator when two end each other at once', async () => {
    const people = [await person(['castlebridge', 'administrator']), await person(['castlebridge', 'administrator'])];
    const roles = await Promise.all(people.map(async (personId) => (await rolesOf(personId))[0]?.id ?? ''));
    const attempts = roles.map((assignmentId) => codeOf(world().run(setUp, endRole, { assignmentId })));
    expect((await Promise.all(attempts)).sort()).to.deep.equal(['last_administrator', undefined]);
  });

  it('give a person a home: the first authority of a role, else the partnership', async () => {
    const reads = world().kernel.db.read(everyAuthority);
    const home = async (personId: string) => findHomeAuthority(reads, personId, testNow);
    expect(await home(await person(['castlebridge', 'adviser'], ['dunmere', 'officer']))).to.equal(dunmere);
    expect(await home(await person())).to.equal(partnership);
    expect(await home(world().newId())).to.equal(partnership);
  });

  it('are joined by grants across authorities while these are in force', async () => {
    const personId = await person(['dunmere', 'adviser']);
    const grant = (about: Record<string, string | number | null>) =>
      world().kernel.db.write(everyAuthority, (db) =>
        db.insert('grants', {
          id: world().newId(),
          authority_id: castlebridge,
          permission: 'cases.log',
          person_id: null,
          staff_of_authority_id: null,
          services: 'null',
          hours: 'null',
          fields: 'null',
          from_at: testNow,
          to_at: null,
          ...about,
        }),
      );
    await grant({ staff_of_authority_id: dunmere, fields: '["title"]', to_at: testNow + DAY_MS });
    await grant({ staff_of_authority_id: castlebridge, authority_id: westmoor });
    await grant({ person_id: personId, permission: 'cases.read', from_at: testNow + 1 });
    await grant({ person_id: personId, authority_id: westmoor, services: '["potholes"]' });
    const logs = async () => (await grants(personId))['cases.log'];
    expect(await logs()).to.deep.equal([{ authorityId: dunmere }, { authorityId: castlebridge, fields: ['title'] }]);
    expect((await grants(personId))['cases.read']?.length).to.equal(2);
    world().clock.advance(1);
    expect((await grants(personId))['cases.read']?.length).to.equal(3);
    world().clock.advance(DAY_MS);
    expect(await logs()).to.deep.equal([{ authorityId: dunmere }]);
  });

  it('are listed with the authorities that an administrator looks after', async () => {
    const managed = await world().read(await administrator([castlebridge, dunmere]), listManagedAuthorities, {});
    expect(managed.map(({ slug }) => slug)).to.deep.equal(['castlebridge', 'dunmere']);
  });
});

async function codeOf(attempt: Promise<unknown>): Promise<string | undefined> {
  return attempt.then(
    () => undefined,
    (error: { code?: string }) => error.code,
  );
}
