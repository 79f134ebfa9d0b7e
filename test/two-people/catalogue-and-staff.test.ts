import { expect } from 'chai';
import { assignRole, endRole } from '#core/access/index.js';
import { missedBin } from '#core/cases/testing/case-world.js';
import { disableAccount } from '#core/identity/commands/disable-account.js';
import { createAccount } from '#core/identity/index.js';
import { publishArticle, withdrawArticle } from '#core/knowledge/index.js';
import { setFact } from '#core/places/commands/set-fact.js';
import { publishService } from '#core/services/index.js';
import { onCopyOf } from '#core/testing/world-copies.js';
import { addPerson } from '#core/testing/http.js';
import { articleOf, bothCouncils, setUp, type Seeded } from '../tenancy/seed.js';
import { fact } from '../tenancy/seed-places.js';
import { race, times } from './race.js';
import { people, raceWorld } from './race-world.js';

onCopyOf('two people at the catalogue and at roles', bothCouncils, (world, both) => {
  let at: Seeded;
  before(async function () {
    this.timeout(30_000);
    at = both().ours;
  });
  const { read, only } = raceWorld(world, () => at);

  describe('publishing', () => {
    it('a service: every version is kept under a number of its own, and the last one is offered', async () => {
      const publish = (number: number) =>
        world().run(at.actor, publishService, {
          authorityId: at.authorityId,
          definition: missedBin({ name: `Bins ${number}` }),
        });
      const { won, lost } = await race(times(4, publish));
      expect(won.length + lost.length).to.equal(4);
      const versions = await read<{ number: number; id: string }>('service_versions', { service_id: at.serviceId });
      expect(versions).to.have.length(1 + won.length);
      const [last] = [...versions].sort((a, b) => b.number - a.number);
      expect(await only('services', at.serviceId)).to.include({ published_version_id: last?.id });
    });

    it('and withdrawing an article: one story comes out', async () => {
      const { version: expectedVersion } = await only<{ version: number }>('articles', at.articleId);
      const { won, lost } = await race<unknown>([
        () => world().run(at.actor, withdrawArticle, { id: at.articleId, expectedVersion }),
        () => world().run(at.actor, withdrawArticle, { id: at.articleId, expectedVersion }),
        () => world().run(at.actor, publishArticle, { authorityId: at.authorityId, article: articleOf(at.mark) }),
        () => world().run(at.actor, publishArticle, { authorityId: at.authorityId, article: articleOf(at.mark) }),
      ]);
      const versions = await read('article_versions', { article_id: at.articleId });
      const { version } = await only<{ version: number }>('articles', at.articleId);
      expect(version).to.equal(expectedVersion + won.length);
      expect(versions.length).to.be.within(1, 3);
      for (const code of lost) expect(code).to.be.oneOf(['stale_version', 'not_found']);
    });

    it('a fact of a property: each change builds on the one before, or is told', async () => {
      const set = (number: number) =>
        world().run(at.actor, setFact, {
          ...{ authorityId: at.authorityId, placeId: at.placeId, fact, source: 'Rounds' },
          value: `Day ${number}`,
          expectedVersion: 1,
        });
      const { won, lost } = await race(times(people, set));
      expect([won.length, new Set(lost)]).to.deep.equal([1, new Set(['stale_version'])]);
    });
  });

  describe('looking after staff', () => {
    it('giving one role twice: it is held once', async () => {
      const { personId } = await addPerson(world(), {});
      const give = () => world().run(setUp, assignRole, { personId, authority: at.slug, role: 'analyst' });
      const { won } = await race(times(people, give));
      expect(won).to.have.length(1);
      expect(await read('role_assignments', { person_id: personId })).to.have.length(1);
    });

    it('making two accounts with one name: there is one', async () => {
      const make = () =>
        world().run(setUp, createAccount, { person: { displayName: 'Sam Two' }, signInName: 'sam.two' });
      const { won, lost } = await race(times(people, make));
      expect([won.length, new Set(lost)]).to.deep.equal([1, new Set(['sign_in_name_taken'])]);
    });

    it('ending each other’s last administrator: one remains', async () => {
      const admins = await onlyAdministrators(3);
      const { won, lost } = await race(
        admins.map(
          ({ assignmentId }) =>
            () =>
              world().run(setUp, endRole, { assignmentId }),
        ),
      );
      expect([won.length, lost]).to.deep.equal([2, ['last_administrator']]);
    });

    it('disabling each other’s accounts: one remains', async () => {
      const admins = await onlyAdministrators(3);
      const { won, lost } = await race(
        admins.map(
          ({ personId }) =>
            () =>
              world().run(setUp, disableAccount, { personId }),
        ),
      );
      expect([won.length, lost]).to.deep.equal([2, ['last_administrator']]);
    });

    /** So many people administer the other council, and nobody else. */
    async function onlyAdministrators(count: number): Promise<{ personId: string; assignmentId: string }[]> {
      const authority = 'westmoor';
      const made = [];
      for (let number = 0; number < count; number += 1) {
        const { personId } = await addPerson(world(), {});
        const { id: assignmentId } = await world().run(setUp, assignRole, {
          personId,
          authority,
          role: 'administrator',
        });
        made.push({ personId, assignmentId });
      }
      const ours = new Set(made.map(({ assignmentId }) => assignmentId));
      const all = await read<{ id: string; to_on: string | null }>('role_assignments', {
        authority_id: 2,
        role: 'administrator',
      });
      for (const { id, to_on: end } of all)
        if (end === null && !ours.has(id)) await world().run(setUp, endRole, { assignmentId: id });
      return made;
    }
  });
});
