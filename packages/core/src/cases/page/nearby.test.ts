import { expect } from 'chai';
import { metresPerDegree, narrowingAt } from '../../kernel/distance.js';
import { addTeamMember } from '../../directory/index.js';
import { publishService } from '../../services/index.js';
import { castlebridge, dunmere, onBothEngines } from '../../testing/harness.js';
import { addPerson, startHttp, type TestHttp } from '../../testing/http.js';
import { resolveCase } from '../commands/resolve-case.js';
import { restrictCase } from '../commands/restrict-case.js';
import { auditOf, errorOf } from '../testing/expectations.js';
import { caseWork, caseWorld, missedBin, setup, type CaseWorld } from '../testing/case-world.js';
import { listNearbyCases } from './nearby-query.js';

const lamp = missedBin({
  ...{ key: 'lamp', name: 'Street lamp', summaryTemplate: 'Lamp out' },
  location: { kind: 'point', required: true },
});
const sign = { ...lamp, key: 'sign', name: 'Road sign', summaryTemplate: 'Sign down' };
const bridge = { lat: 52.3, long: -2.7 };

onBothEngines('open cases near a case', (world) => {
  let at: CaseWorld;
  let lampId: string;
  let signId: string;
  let http: TestHttp;
  let column = 0;
  before(async () => {
    at = await caseWorld(world());
    const publish = (definition: typeof lamp) =>
      world().run(setup, publishService, { authorityId: dunmere, definition });
    [{ id: lampId }, { id: signId }] = [await publish(lamp), await publish(sign)];
    http = await startHttp(world(), { map: { tileUrl: 'https://tiles.example/{z}/{x}/{y}.png', attribution: 'Us' } });
  });
  after(() => http.close());
  /** Each test has a bridge of its own, some 6 km further north. */
  beforeEach(() => void (column += 1));

  const log = (metresEast = 0, serviceId = lampId) => {
    const lat = bridge.lat + column / 20;
    const long = bridge.long + metresEast / (metresPerDegree * narrowingAt(lat));
    return at.log({ serviceId, location: { lat, long, description: 'By the bridge' } });
  };
  const nearby = (id: string, actor = at.officer) => world().read(actor, listNearbyCases, { id });
  const page = async (reference: string, teamId?: string) => {
    const { personId } = await addPerson(world(), { roles: [['dunmere', 'officer']] });
    if (teamId !== undefined) await world().run(setup, addTeamMember, { teamId, personId });
    return (await (await http.signIn(personId)).get(`/desk/cases/${reference}`)).text;
  };

  it('are listed with how far they are, the nearest first', async () => {
    const { id } = await log();
    const [far, close, same] = [await log(80), await log(-30), await log()];
    await log(120);
    const found = await nearby(id);
    expect(found.map((each) => [each.case.id, each.distanceM])).to.deep.equal([
      [same.id, 0],
      [close.id, 30],
      [far.id, 80],
    ]);
    expect(found[2]!.long).to.be.closeTo(bridge.long + 80 / (metresPerDegree * narrowingAt(found[2]!.lat)), 1e-9);
  });

  it('are written down as shown', async () => {
    const [{ id }, other] = [await log(), await log(10)];
    const before = (await auditOf(world(), other.id)).length;
    await nearby(id);
    expect((await auditOf(world(), other.id)).length).to.be.greaterThan(before);
  });

  it('are neither closed nor of another service', async () => {
    const [{ id }, closed] = [await log(), await log(10)];
    await log(10, signId);
    await world().run(at.officer, resolveCase, { caseId: closed.id, outcome: 'emptied', expectedVersion: 1 });
    expect(await nearby(id)).to.deep.equal([]);
  });

  it('are not restricted, even for the team that works on them; and a restricted case has none', async () => {
    const [{ id, reference }, hidden] = [await log(), await log(10)];
    const restrict = (caseId: string) =>
      world().run(setup, restrictCase, { caseId, reason: 'safeguarding', expectedVersion: 1 });
    await restrict(hidden.id);
    expect(await nearby(id)).to.deep.equal([]);
    expect(await page(reference)).not.to.include(hidden.reference);
    await log(10);
    await restrict(id);
    expect(await nearby(id)).to.deep.equal([]);
  });

  it('are of the case’s own council, also for those who work for both', async () => {
    const other = await caseWorld(world(), castlebridge);
    const theirs = await world().run(setup, publishService, { authorityId: castlebridge, definition: lamp });
    const both = await world().staff(caseWork, [dunmere, castlebridge]);
    const { id } = await log();
    const location = { lat: bridge.lat + column / 20, long: bridge.long, description: 'By the bridge' };
    const { id: theirId } = await other.log({ serviceId: theirs.id, location });
    expect(await nearby(id, both)).to.deep.equal([]);
    expect(await nearby(theirId, both)).to.deep.equal([]);
    expect((await errorOf(nearby(theirId))).code).to.equal('not_found');
  });

  it('take the permission to see cases', async () => {
    const { id } = await log();
    const keeper = await world().staff(['cases.note'], [dunmere]);
    expect((await errorOf(nearby(id, keeper))).code).to.equal('not_allowed');
  });

  describe('on the case’s page', () => {
    it('stand in words beside the data for a map', async () => {
      const [{ reference }, other] = [await log(), await log(40)];
      const text = await page(reference);
      expect(text).to.include(`>${other.reference}</a>`).and.to.include('40 m away, logged');
      expect(text).to.include('data-place-map').and.to.include('data-tiles="https://tiles.example/{z}/{x}/{y}.png"');
      expect(text).to.match(/data-map-number data-latitude="5\d\.\d+" data-longitude="-2\.69\d+"/);
    });

    it('are said to be none', async () => {
      const { reference } = await log();
      expect(await page(reference)).to.include('No other open case of this service within 100 m.');
    });

    it('come without a map for a place in words and for a restricted case, whose place is kept from the tiles’ server', async () => {
      const inWords = await at.log();
      expect(await page(inWords.reference)).not.to.include('data-place-map');
      const { id, reference } = await log();
      await world().run(setup, restrictCase, { caseId: id, reason: 'safeguarding', expectedVersion: 1 });
      const text = await page(reference, at.teamId);
      expect(text).not.to.include('data-place-map').and.not.to.include('data-latitude');
      expect(text).to.include('By the bridge').and.not.to.include('No other open case');
    });
  });
});
