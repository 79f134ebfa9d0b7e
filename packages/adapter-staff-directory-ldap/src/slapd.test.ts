import path from 'node:path';
import type { StaffDirectoryInstance } from '@moothall/adapter-sdk';
import { aHost, startAdapter } from '@moothall/adapter-testkit';
import { expect } from 'chai';
import { adapter } from './adapter.js';
import { admin, base, hasSlapd, shortSighted, startSlapd, type Slapd } from './testing/slapd.js';

const certificates = path.resolve('test/certificates');
const tls = { certFile: path.join(certificates, 'good.pem'), keyFile: path.join(certificates, 'far-end.key') };

const many = 1_200;
const staff = Array.from({ length: many }, (_, at) => {
  const name = `Person ${String(at).padStart(4, '0')}`;
  return `dn: cn=${name},ou=Staff,${base}
objectClass: inetOrgPerson
cn: ${name}
sn: ${at}
displayName: ${name}
mail: person.${at}@dunmere.example
title: Officer
telephoneNumber: 01632 960${String(at % 1000).padStart(3, '0')}
manager: cn=Person 0000,ou=Staff,${base}

`;
}).join('');
const entries = `dn: cn=admin,${base}
objectClass: organizationalRole
objectClass: simpleSecurityObject
cn: admin
userPassword: ${admin.password}

dn: ${shortSighted.user}
objectClass: organizationalRole
objectClass: simpleSecurityObject
cn: short-sighted
userPassword: ${admin.password}

dn: ou=Staff,${base}
objectClass: organizationalUnit
ou: Staff

${staff}dn: cn=Zoë Äpfel,ou=Staff,${base}
objectClass: inetOrgPerson
cn: Zoë Äpfel
sn: Äpfel
mail: zoe@dunmere.example
employeeType: contractor

dn: cn=Printer,ou=Staff,${base}
objectClass: device
cn: Printer

`;

describe('a council’s directory over LDAP, on slapd', () => {
  let server: Slapd | undefined;
  before(async function () {
    if (!hasSlapd()) return this.skip();
    this.timeout(20_000);
    server = await startSlapd(entries, tls);
  });
  after(() => server?.stop());

  const opened = (more: object = {}, password = admin.password): StaffDirectoryInstance =>
    startAdapter(adapter, aHost(5000), {
      settings: {
        ...{ host: server?.host, port: server?.tlsPort, user: admin.user, base: `ou=Staff,${base}` },
        ...more,
      },
      secrets: { password },
    });
  const failure = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'went well',
      (error: { code: string }) => error.code,
    );
  const startTls = () => ({ port: server?.port, security: 'starttls' });

  it('is checked without changing anything', async () => {
    expect(await opened().check()).to.deep.equal({ ok: true });
  });

  it('lists everybody by pages, under TLS from the start or by StartTLS', async () => {
    const first = await opened().listPeople();
    expect(first.people).to.have.length(many + 1);
    expect(first.people.find(({ name }) => name === 'Person 0001')).to.deep.equal({
      ...{ name: 'Person 0001', email: 'person.1@dunmere.example', telephone: '01632 960001', jobTitle: 'Officer' },
      managerEmail: 'person.0@dunmere.example',
    });
    expect(first.people.at(-1)).to.include({ name: 'Zoë Äpfel', jobTitle: null, telephone: null });
    expect(await opened(startTls()).listPeople()).to.deep.equal(first);
    expect(await opened({ port: server?.port, security: 'none' }).listPeople()).to.deep.equal(first);
  });

  it('takes a list that the directory cuts short for a failure, and never for all of it', async () => {
    expect(await failure(opened({ user: shortSighted.user }).listPeople())).to.equal('unreadable_answer');
  });

  it('chooses by the filter, and takes the attributes that the settings name', async () => {
    const filter = '(&(objectClass=inetOrgPerson)(!(employeeType=contractor))(cn=Person 000*))';
    const { people, leftOut } = await opened({ filter, attributes: { jobTitle: 'sn' } }).listPeople();
    const third = people.find(({ name }) => name === 'Person 0003');
    expect([people.length, leftOut, third?.jobTitle]).to.deep.equal([10, 0, '3']);
    const all = await opened({ filter: '(objectClass=*)' }).listPeople();
    expect([all.people.length, all.leftOut], 'the unit and the printer').to.deep.equal([many + 1, 2]);
  });

  it('says what is wrong with the password, the base and the way in', async () => {
    expect(await failure(opened({}, 'wrong').check())).to.equal('sign_in_refused');
    expect(await failure(opened({ base: `ou=Nowhere,${base}` }).check())).to.equal('not_found');
    expect(await failure(opened({ base: 'nowhere at all' }).check())).to.be.oneOf(['refused', 'not_found']);
    expect(await failure(opened({ port: server?.port }).listPeople()), 'TLS where none is').to.equal('unreachable');
    expect(await failure(opened({ security: 'none' }).listPeople()), 'none where TLS is').to.be.oneOf([
      ...['unreadable_answer', 'unreachable', 'timed_out'],
    ]);
  });
});
