import { expect } from 'chai';
import { systemActor } from '../../kernel/actor.js';
import { statement } from '../../kernel/db/statement.js';
import { temporaryFile } from '../../kernel/import/testing.js';
import type { ImportReport } from '../../kernel/import/run-import.js';
import { everyAuthority } from '../../kernel/scope.js';
import { dunmere, onBothEngines } from '../../testing/harness.js';
import { addTeam, importStaff } from '../index.js';

const headings = 'name,email,phone,job title,team,authority,roles,manager email,employer';
const ffion =
  'Ffion Hale,ffion@dunmere.example,01632 960010,Adviser,Contact centre,dunmere,adviser,owen@dunmere.example,';
const owen = 'Owen Marsh,owen@dunmere.example,,Manager,,dunmere,adviser;team leader,,Ley Services';

const everybody = statement<
  Record<string, never>,
  {
    email: string;
    sort_name: string;
    telephone: string | null;
    job_title: string;
    employer: string;
    manager: string | null;
    roles: number;
    teams: number;
    password_hash: string | null;
    sign_in_name: string;
  }
>(
  `select p.email, p.sort_name, p.telephone, e.job_title, e.employer, m.email as manager, a.password_hash, a.sign_in_name,
     (select count(*) from @role_assignments r where r.person_id = p.id) as roles,
     (select count(*) from @team_members t where t.person_id = p.id) as teams
   from people p join employments e on e.person_id = p.id join staff_accounts a on a.person_id = p.id
   left join people m on m.id = e.manager_id order by p.email`,
);

onBothEngines('loading staff', (world) => {
  const load = (rows: readonly string[], authorityId?: number): Promise<ImportReport> =>
    importStaff(world().kernel, {
      file: temporaryFile([headings, ...rows]),
      startedBy: 'test',
      ...(authorityId === undefined ? {} : { authorityId }),
    });
  const people = () => world().kernel.db.read(everyAuthority).all(everybody, {});

  before(async () => {
    const team = { authorityId: dunmere, key: 'contact-centre', name: 'Contact centre', purpose: 'Answers everybody' };
    await world().run(systemActor('test'), addTeam, team);
  });

  it('keeps the person, the work, the roles, the team and an account without a password', async () => {
    expect(await load([ffion, owen])).to.include({ read: 2, written: 2, refused: 0 });
    expect(await people()).to.deep.equal([
      {
        email: 'ffion@dunmere.example',
        sort_name: 'hale ffion',
        telephone: '01632 960010',
        job_title: 'Adviser',
        employer: 'Dunmere District Council',
        manager: 'owen@dunmere.example',
        roles: 1,
        teams: 1,
        password_hash: null,
        sign_in_name: 'ffion@dunmere.example',
      },
      {
        email: 'owen@dunmere.example',
        sort_name: 'marsh owen',
        telephone: null,
        job_title: 'Manager',
        employer: 'Ley Services',
        manager: null,
        roles: 2,
        teams: 0,
        password_hash: null,
        sign_in_name: 'owen@dunmere.example',
      },
    ]);
  });

  it('changes nothing when run again, and then only what differs', async () => {
    expect(await load([ffion, owen])).to.include({ written: 0, unchanged: 2 });
    expect(await load([ffion.replace('Adviser', 'Senior adviser'), owen])).to.include({ written: 1, unchanged: 1 });
    expect((await people())[0]).to.include({ job_title: 'Senior adviser', roles: 1, telephone: '01632 960010' });
  });

  it('keeps what somebody deals with, until a file says otherwise', async () => {
    const withWork = (work: string) => [`${headings},responsibilities`, `${owen},${work}`];
    const bring = async (work: string) =>
      await importStaff(world().kernel, { file: temporaryFile(withWork(work)), startedBy: 'test' });
    const does = async () => {
      const db = world().kernel.db.read(everyAuthority);
      const rows = await db.rows<{ responsibilities: string }>(
        db.from('employments').where({ employer: 'Ley Services' }),
      );
      return rows.map(({ responsibilities }) => responsibilities);
    };
    expect(await bring('blocked drains; gullies')).to.include({ written: 1 });
    expect(await bring('')).to.include({ written: 0, unchanged: 1 });
    expect(await does()).to.deep.equal(['blocked drains\ngullies']);
    expect(await bring('gullies')).to.include({ written: 1 });
    expect(await does()).to.deep.equal(['gullies']);
  });

  it('never ends a role or leaves a team', async () => {
    await load(['Ffion Hale,ffion@dunmere.example,,,,dunmere,,,']);
    expect((await people())[0]).to.include({ roles: 1, teams: 1, job_title: 'Senior adviser' });
  });

  it('lists rows that name an authority, role, team or manager that isn’t there', async () => {
    const { faults, written } = await load([
      'Ann Ley,ann@dunmere.example,,,,nowhere,,,',
      'Ann Ley,ann@dunmere.example,,,,dunmere,mayor,,',
      'Ann Ley,ann@dunmere.example,,,Dragons,dunmere,,,',
      'Ann Ley,ann@dunmere.example,,,,dunmere,,nobody@dunmere.example,',
      'Bea Ley,bea@dunmere.example,,,,dunmere,,ann@dunmere.example,',
    ]);
    expect(written).to.equal(0);
    const listed = [...faults].sort((a, b) => a.line - b.line).map(({ line, field }) => `${line} ${field}`);
    expect(listed).to.deep.equal(['2 authority', '3 roles', '4 team', '5 manager email', '6 manager email']);
    expect(faults.find(({ line }) => line === 2)?.message).to.equal(
      'Set the authority to one of: castlebridge, dunmere, westmoor, partnership.',
    );
    expect(await people()).to.have.length(2);
  });

  it('refuses another authority’s rows in an authority’s own import', async () => {
    const { faults } = await load(['Cy Ley,cy@westmoor.example,,,,westmoor,adviser,,'], dunmere);
    expect(faults.map(({ field }) => field)).to.deep.equal(['authority']);
  });
});
