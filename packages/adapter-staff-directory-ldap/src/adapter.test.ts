import type { StaffDirectoryInstance } from '@moothall/adapter-sdk';
import { aHost, staffDirectoryConformance, startAdapter } from '@moothall/adapter-testkit';
import { expect } from 'chai';
import { adapter } from './adapter.js';
import { readEntries } from './read-entries.js';
import { Settings } from './settings.js';
import { account, startLdap } from './testing/ldap-far-end.js';

const base = 'ou=Staff,dc=dunmere,dc=example';
const entry = (cn: string, attributes: Record<string, string[]>) => ({ dn: `cn=${cn},${base}`, attributes });

staffDirectoryConformance({
  adapter,
  speaks: 'ldap',
  startFarEnd: () =>
    startLdap([
      entry('Helen Tranter', {
        ...{ displayName: ['Helen Tranter'], mail: ['Helen.Tranter@dunmere.example'], title: ['Team leader'] },
        telephoneNumber: ['01632 960144'],
      }),
      entry('Tom Reyes', {
        ...{ cn: ['Tom Reyes'], mail: ['tom.reyes@dunmere.example'], manager: [`CN=Helen Tranter, ${base}`] },
      }),
      entry('Printer', { cn: ['Printer'] }),
    ]),
  settings: (url) => ({
    host: '127.0.0.1',
    port: Number(new URL(url).port),
    security: 'none',
    base,
    user: account.user,
  }),
  secrets: { password: account.password },
  writes: ({ method }) => !['BIND', 'SEARCH', 'UNBIND'].includes(method),
  lists: {
    people: [
      {
        ...{ name: 'Helen Tranter', email: 'helen.tranter@dunmere.example', telephone: '01632 960144' },
        ...{ jobTitle: 'Team leader', managerEmail: null },
      },
      {
        ...{ name: 'Tom Reyes', email: 'tom.reyes@dunmere.example', telephone: null, jobTitle: null },
        managerEmail: 'helen.tranter@dunmere.example',
      },
    ],
    leftOut: 1,
  },
});

describe('the settings of the LDAP directory', () => {
  const good = { host: 'dc1.dunmere.example', user: account.user, base };
  const faults = (more: object) =>
    adapter.settings.safeParse({ ...good, ...more }).error?.issues.map(({ path }) => path);

  it('know the usual port of each way', () => {
    const hosts = (more: object) => adapter.hosts?.(adapter.settings.parse({ ...good, ...more }));
    expect(hosts({})).to.deep.equal(['dc1.dunmere.example:636']);
    expect(hosts({ security: 'starttls' })).to.deep.equal(['dc1.dunmere.example:389']);
    expect(hosts({ host: 'fd00::5', port: 3269 })).to.deep.equal(['[fd00::5]:3269']);
  });

  it('refuse a filter that can’t be read, and an attribute that is none', () => {
    expect(faults({ filter: '(&(mail=*)' })).to.deep.equal([['filter']]);
    expect(faults({ attributes: { email: 'mail)(x' } })).to.deep.equal([['attributes', 'email']]);
  });
});

describe('an LDAP directory that does not go over to TLS', () => {
  it('is told no password', async () => {
    const farEnd = await startLdap([]);
    const port = Number(new URL(farEnd.url).port);
    const instance = startAdapter<StaffDirectoryInstance>(adapter, aHost(), {
      settings: { host: '127.0.0.1', port, security: 'starttls', base, user: account.user },
      secrets: { password: account.password },
    });
    const failed = await instance.listPeople().catch((error: { code: string }) => error);
    expect(failed).to.include({ code: 'unreachable' });
    expect(farEnd.requests.map(({ method }) => method)).to.deep.equal(['EXTENDED']);
    await farEnd.close();
  });
});

describe('entries of an LDAP directory', () => {
  const read = (...entries: object[]) => readEntries(entries as never, Settings.parse({ host: 'h', user: 'u', base }));
  const person = (more: object) => ({ dn: `cn=a,${base}`, displayName: 'A', mail: 'a@dunmere.example', ...more });

  it('leave out both of two that share an address, and who has none', () => {
    const twice = person({ dn: `cn=b,${base}`, mail: ['A@Dunmere.example', 'b@dunmere.example'] });
    expect(read(person({}), twice, person({ mail: [] }), person({ mail: 'nobody' }))).to.deep.equal({
      people: [],
      leftOut: 4,
      shared: ['a@dunmere.example'],
    });
  });

  it('name nobody as their own manager, nor somebody who isn’t listed', () => {
    const manager = (dn: string) => read(person({ manager: dn })).people[0]?.managerEmail;
    expect(manager(`CN=A,${base}`)).to.equal(null);
    expect(manager(`cn=z,${base}`)).to.equal(null);
  });

  it('are taken on one line, and no longer than is kept', () => {
    const [one] = read(person({ displayName: `A\n\u0000${'b'.repeat(200)}`, TITLE: ' Head  of bins ' })).people;
    expect(one?.name).to.equal(`A ${'b'.repeat(118)}`);
    expect(one?.jobTitle).to.equal('Head of bins');
  });
});
