import { mostDirectoryPeople, type DirectoryList, type StaffDirectoryInstance } from '@moothall/adapter-sdk';
import { expect } from 'chai';
import { everyKind, type Subject } from './conformance.js';

export interface StaffDirectorySubject extends Subject {
  /** What it makes of its far end's entries: at least two people, one of whom is the other's manager. */
  readonly lists: DirectoryList;
}

/** Declares the tests that every adapter of the kind `staff-directory` passes. Call it in a file that mocha runs. */
export function staffDirectoryConformance(subject: StaffDirectorySubject): void {
  describe(`${subject.adapter.name} as an adapter of the kind staff-directory`, () => {
    const { people, leftOut } = subject.lists;
    const atWork = everyKind<StaffDirectoryInstance>('staff-directory', subject, {
      name: 'listing people',
      ask: (instance) => instance.listPeople(),
      personal: people.flatMap(({ name, email }) => [name, email]),
    });

    it('lists everybody, and counts whom it leaves out', async () => {
      const listed = await atWork().instance.listPeople();
      expect(listed.people).to.have.deep.members([...people]);
      expect(listed.leftOut).to.equal(leftOut);
    });

    it('lists the same each time, and asks its far end anew', async () => {
      const { farEnd, instance } = atWork();
      const first = await instance.listPeople();
      farEnd.forget();
      expect(await instance.listPeople()).to.deep.equal(first);
      expect(farEnd.requests).to.not.deep.equal([]);
    });

    it('tells people apart by mail addresses in small letters, and says null where nothing is said', async () => {
      const { people: listed } = await atWork().instance.listPeople();
      expect(listed.length).to.be.within(2, mostDirectoryPeople);
      expect(new Set(listed.map(({ email }) => email)).size).to.equal(listed.length);
      for (const { name, email, telephone, jobTitle, managerEmail } of listed) {
        expect(email)
          .to.equal(email.toLowerCase())
          .and.to.match(/^[^\s@]+@[^\s@]+$/);
        expect(name.trim()).to.equal(name).and.to.not.equal('');
        expect(name.length).to.be.at.most(120);
        for (const said of [telephone, jobTitle, managerEmail]) expect(said).to.not.equal('');
        expect(managerEmail).to.not.equal(email);
      }
      expect(listed.some(({ managerEmail }) => managerEmail !== null)).to.equal(true);
    });

    it('writes nothing at its far end', async () => {
      const { farEnd, instance } = atWork();
      await instance.listPeople();
      const writes = subject.writes ?? (({ method }) => method !== 'GET' && method !== 'HEAD');
      expect(farEnd.requests.filter(writes)).to.deep.equal([]);
    });
  });
}
