import { expect } from 'chai';
import { systemActor } from '../kernel/actor.js';
import { writeAudit } from '../kernel/records-repository.js';
import { everyAuthority } from '../kernel/scope.js';
import { castlebridge, dunmere, onBothEngines, type TestWorld } from '../testing/harness.js';
import { countOverdue, listAuditOf, listHeads, sealEntries, verifyChains } from './index.js';

onBothEngines('audit chain', (world) => {
  const actor = systemActor('test');

  async function write(count: number, authorityId = dunmere, personal?: Record<string, unknown>): Promise<string[]> {
    const { kernel, newId } = world();
    const ids = Array.from({ length: count }, () => newId());
    await kernel.db.write(everyAuthority, async (db) => {
      for (const id of ids) {
        const note = {
          authorityId,
          subject: { kind: 'case', id },
          details: { n: 1 },
          ...(personal ? { personal } : {}),
        };
        await writeAudit(db, [{ id, at: kernel.clock.now(), actor, action: 'cases.test', note }]);
      }
    });
    return ids;
  }

  const faultOf = async (authorityId = dunmere): Promise<unknown> =>
    (await verifyChains(world().kernel)).find((report) => report.authorityId === authorityId)?.fault;

  async function tamper({ kernel }: TestWorld, sql: string): Promise<void> {
    await kernel.db.migration((run) => run(sql));
  }

  it('seals every row once, a chain for each authority, and finds it whole', async () => {
    await write(30);
    await write(3, castlebridge);
    expect(await sealEntries(world().kernel, 'recent')).to.equal(33);
    expect(await sealEntries(world().kernel, 'start')).to.equal(0);
    const reports = await verifyChains(world().kernel);
    expect(reports.map(({ authorityId, sealed, fault }) => ({ authorityId, sealed, fault }))).to.deep.equal([
      { authorityId: dunmere, sealed: 30, fault: undefined },
      { authorityId: castlebridge, sealed: 3, fault: undefined },
    ]);
  });

  it('stays whole when the personal values that rows speak of are erased', async () => {
    const [id] = await write(1, dunmere, { name: 'Somebody' });
    await sealEntries(world().kernel, 'recent');
    await world().kernel.db.write(everyAuthority, (db) => db.remove('audit_values', { entry_id: id ?? '' }));
    expect(await faultOf()).to.equal(undefined);
  });

  it('tells rows that nobody sealed for minutes', async () => {
    await write(2);
    world().clock.advance(600_000);
    expect(await countOverdue(world().kernel)).to.equal(2);
    await sealEntries(world().kernel, 'start');
    expect(await countOverdue(world().kernel)).to.equal(0);
  });

  it('shows who saw or changed a record only where the reader may audit', async () => {
    const [id = ''] = await write(1);
    const officer = await world().staff(['audit.read'], [dunmere]);
    const neighbour = await world().staff(['audit.read'], [castlebridge]);
    expect(await world().read(officer, listAuditOf, { kind: 'case', id })).to.have.length(1);
    expect(await world().read(neighbour, listAuditOf, { kind: 'case', id })).to.have.length(0);
    const adviser = await world().staff(['cases.read'], [dunmere]);
    const refused = await world()
      .read(adviser, listAuditOf, { kind: 'case', id })
      .catch((error: { code: string }) => error.code);
    expect(refused).to.equal('not_allowed');
  });

  it('finds the end of the chain cut off, by a head recorded before', async () => {
    await sealEntries(world().kernel, 'start');
    const anchors = await listHeads(world().kernel);
    const last = anchors.find((head) => head.authorityId === castlebridge)?.seq ?? 0;
    await tamper(world(), `delete from audit_seals where authority_id = ${castlebridge} and seq = ${last}`);
    const report = (await verifyChains(world().kernel, anchors)).find(
      ({ authorityId }) => authorityId === castlebridge,
    );
    expect(report?.fault).to.deep.equal({ kind: 'cut-short', expectedSeq: last, foundSeq: last - 1 });
  });

  it('finds a row altered', async () => {
    await tamper(
      world(),
      `update audit_entries set action = 'cases.other' where id = (select entry_id from audit_seals where authority_id = ${dunmere} and seq = 7)`,
    );
    expect(await faultOf()).to.include({ kind: 'altered', seq: 7 });
    await tamper(
      world(),
      `update audit_entries set action = 'cases.test' where id = (select entry_id from audit_seals where authority_id = ${dunmere} and seq = 7)`,
    );
    expect(await faultOf()).to.equal(undefined);
  });

  it('finds two rows that changed places', async () => {
    const swap = (from: number, to: number): string =>
      `update audit_seals set seq = ${to} where authority_id = ${dunmere} and seq = ${from}`;
    for (const [from, to] of [
      [3, 9999],
      [4, 3],
      [9999, 4],
    ] as const)
      await tamper(world(), swap(from, to));
    expect(await faultOf()).to.include({ kind: 'seal-altered', seq: 3 });
    for (const [from, to] of [
      [3, 9999],
      [4, 3],
      [9999, 4],
    ] as const)
      await tamper(world(), swap(from, to));
    expect(await faultOf()).to.equal(undefined);
  });

  it('finds a row removed', async () => {
    await tamper(
      world(),
      `delete from audit_entries where id = (select entry_id from audit_seals where authority_id = ${dunmere} and seq = 11)`,
    );
    expect(await faultOf()).to.include({ kind: 'removed', seq: 11 });
  });
});
