import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Adapter, DocumentsInstance } from '@moothall/adapter-sdk';
import { expect } from 'chai';
import { verifyClosedAndOpen } from '#core/app/verify-closed-and-open.js';
import { listAuthorities } from '#core/authorities/index.js';
import { findGrants } from '#core/access/index.js';
import { allPermissions } from '#core/app/capabilities.js';
import { sealEntries } from '#core/audit/index.js';
import { isError } from '#core/kernel/errors.js';
import { everyAuthority } from '#core/kernel/scope.js';
import { getAgreement } from '#core/partnerships/index.js';
import { getStatement, listStatements } from '#core/recharges/index.js';
import { checkArchive, isOwnProof, leaveAuthority, previewLeaving } from '#core/reorganisation/index.js';
import type { LeavingCheck, SignedProof } from '#core/reorganisation/index.js';
import { castlebridge, dunmere, partnership, westmoor, type TestWorld } from '#core/testing/harness.js';
import { onCopiesOf, seededFurther } from '#core/testing/world-copies.js';
import { changedTables, digestTables } from './tenancy/digests.js';
import { bothCouncils, type Seeded } from './tenancy/seed.js';

/** Two councils with one of everything; Castlebridge’s call also brought Dunmere an enquiry. */
async function seedLeaving(
  world: TestWorld,
  { ours, theirs }: { readonly ours: Seeded; readonly theirs: Seeded },
): Promise<{ ours: Seeded; theirs: Seeded }> {
  const bytes = Buffer.from('Brasstow’s letter');
  const digest = await world.kernel.files.put(bytes);
  await world.kernel.db.write(everyAuthority, async (db) => {
    await db.insert('enquiries', {
      ...{ id: world.newId(), authority_id: dunmere, interaction_id: theirs.interactionId },
      ...{ interaction_authority_id: castlebridge, opened_at: world.clock.now() },
    });
    await db.update('cases', { id: theirs.caseId }, { legal_hold: 1 });
    const file = { media_type: 'text/plain', size_bytes: bytes.length, stored_at: world.clock.now() };
    await db.insert('stored_files', { id: world.newId(), authority_id: castlebridge, digest, ...file });
  });
  return { ours, theirs };
}

const noDebts: readonly LeavingCheck[] = [];

onCopiesOf('an authority that leaves', seededFurther(bothCouncils, seedLeaving), (copy) => {
  const world = (): TestWorld => copy().world;
  const folder = (): string => path.join(world().kernel.config.data, 'archive');
  const leave = (confirm: string, onStep?: (step: string) => void) =>
    leaveAuthority(world().kernel, {
      ...{ slug: 'castlebridge', confirm, folder: folder(), checks: noDebts },
      ...(onStep ? { onStep } : {}),
    });
  const preview = (checks = noDebts) => previewLeaving(world().kernel, 'castlebridge', checks);

  /** Lifts the hold and takes back what is offered. */
  async function settle(): Promise<void> {
    const { kernel } = world();
    await kernel.db.write(everyAuthority, async (db) => {
      await db.update('cases', { id: copy().seeded.theirs.caseId }, { legal_hold: 0 });
      const ended = { state: 'withdrawn', open_subject_id: null, ended_at: kernel.clock.now() };
      await db.update('handovers', { state: 'offered' }, ended);
      for (const state of ['draft', 'issued', 'agreed'])
        await db.update('recharge_statements', { state }, { state: 'settled' });
    });
  }

  it('is told what would happen, and what has to be settled first', async () => {
    const owed: LeavingCheck = async () => [{ what: '2 recharges are not settled', fix: 'Settle them' }];
    const { plan } = await preview([owed]);
    expect(plan.tables.find(({ table }) => table === 'customers')?.rows).to.be.greaterThan(0);
    expect(plan.openCases).to.be.greaterThan(0);
    expect(plan.agreements.length).to.be.greaterThan(0);
    expect(plan.shells).to.equal(1);
    expect(plan.obstacles.map(({ what }) => what)).to.include.members([
      '1 records are on legal hold',
      '2 recharges are not settled',
    ]);
    const before = await digestTables(world(), copy().seeded.theirs);
    await expectError('leaving_blocked', leave((await preview()).plan.code));
    expect(changedTables(before, await digestTables(world(), copy().seeded.theirs))).to.deep.equal([]);
  });

  it('stays when the plan is no longer what was confirmed', async () => {
    await settle();
    const { code } = (await preview()).plan;
    await world().kernel.db.write(everyAuthority, (db) =>
      db.insert('teams', { id: world().newId(), authority_id: castlebridge, key: 'late', name: 'Late', purpose: '-' }),
    );
    await expectError('leaving_plan_changed', leave(code));
  });

  it('is gone at the end, however often it is stopped on the way, and the others are as they were', async function () {
    this.timeout(120_000);
    await settle();
    const { kernel } = world();
    const { ours, theirs } = copy().seeded;
    const before = await digestTables(world(), ours);
    const { code } = (await preview()).plan;
    const steps = new Set<string>();
    let signed: SignedProof | undefined;
    for (let stopAfter = 1; signed === undefined; stopAfter += steps.size > 8 ? 5 : 1) {
      let taken = 0;
      signed = await leave(code, (step) => {
        steps.add(step);
        if ((taken += 1) > stopAfter) throw new Error('pulled the plug');
      }).catch((error: unknown) => {
        if (error instanceof Error && error.message === 'pulled the plug') return undefined;
        throw error;
      });
    }
    expect([...steps].filter((step) => step.startsWith('remove rows')).length).to.be.greaterThan(20);
    await expectNothingLeft(world());
    expect(Object.values(signed.proof.remaining).every((rows) => rows === 0)).to.equal(true);
    expect(isOwnProof(kernel, signed)).to.equal(true);
    expect(isOwnProof(kernel, { ...signed, proof: { ...signed.proof, kept: {} } })).to.equal(false);
    const changed = changedTables(before, await digestTables(world(), ours));
    const concerned = ['agreements', 'agreement_events', 'enquiries', 'grants', 'grant_limits', 'audit_entries'];
    const alsoConcerned = ['audit_seals', 'outbox_events', 'agreement_activations', 'authorities', 'place_authorities'];
    expect(
      changed.filter((table) => ![...concerned, ...alsoConcerned, 'responsibilities'].includes(table)),
    ).to.deep.equal([]);
    await expectShell(world(), theirs);
    const left = (await listAuthorities(kernel)).find(({ id }) => id === castlebridge);
    expect(left?.kind).to.equal('former');
    expect([...(await findGrants(kernel, allPermissions(), theirs.newcomerId)).keys()]).to.deep.equal([]);
  });

  it('leaves an archive of every row and file, and an audit chain that is whole and closed', async () => {
    await settle();
    const { kernel } = world();
    const { theirs } = copy().seeded;
    const store = await keepAFileElsewhere(world());
    const { plan } = await preview();
    await leave(plan.code);
    const { manifest, faults } = await checkArchive(folder());
    expect(faults).to.deep.equal([]);
    expect(readFileSync(path.join(folder(), 'files', store.digest), 'utf8')).to.equal('a plan');
    expect([...store.kept.keys()], 'of another council').to.deep.equal(['dunmere/a-plan']);
    const lasting = plan.tables.filter(
      ({ table }) => !/^(audit|outbox|agreement|place_auth|import_runs|grant)/.test(table),
    );
    for (const { table, rows } of lasting)
      expect(manifest.tables.find((each) => each.table === table)?.rows, table).to.equal(rows);
    const customers = readFileSync(path.join(folder(), 'tables/customers.ndjson'), 'utf8');
    expect(customers).to.include(theirs.customerId).and.include('Brasstow');
    expect(manifest.missing).to.deep.equal([]);
    const stored = lasting.find(({ table }) => table === 'stored_files')?.rows ?? 0;
    expect(manifest.files.length).to.be.at.least(Math.max(1, stored));
    const gone = manifest.files.filter(({ sha256 }) => sha256 !== store.digest);
    for (const { sha256 } of gone) await expectGone(kernel.files.get(sha256));
    await sealEntries(kernel, 'start');
    const chains = await verifyClosedAndOpen(kernel, []);
    expect(chains.filter(({ fault }) => fault)).to.deep.equal([]);
    await kernel.db.write(everyAuthority, async (db) => {
      const last = chains.find(({ authorityId }) => authorityId === castlebridge)?.sealed ?? 0;
      await db.remove('audit_seals', { authority_id: castlebridge, seq: last });
    });
    const cut = (await verifyClosedAndOpen(kernel, [])).find(({ authorityId }) => authorityId === castlebridge);
    expect(cut?.fault?.kind).to.equal('cut-short');
  });

  it('leaves whoever charged it the statements and the terms, word for word', async () => {
    await settle();
    const { theirs } = copy().seeded;
    const provider = await world().staff(['recharges.read', 'partnerships.read'], [westmoor]);
    const read = () => world().read(provider, getStatement, { id: theirs.rechargeId });
    const listed = async () => (await world().read(provider, listStatements, {})).items.map(({ id }) => id);
    const [before, all] = [await read(), await listed()];
    expect(before).to.include({ receiverId: castlebridge, providerId: westmoor, state: 'settled' });
    const { plan } = await preview();
    const staying = plan.tables.filter(({ stays }) => stays).map(({ table }) => table);
    expect(staying).to.include.members(['recharge_statements', 'recharge_lines', 'agreement_terms']);
    const { proof } = await leave(plan.code);
    expect(await read()).to.deep.equal(before);
    expect(await listed()).to.deep.equal(all);
    expect(proof.kept['recharge_statements']).to.be.greaterThan(0);
    const agreement = await world().read(provider, getAgreement, { id: before.agreementId });
    expect(agreement).to.include({ state: 'ended' });
  });

  it('loses no row to an archive that was damaged', async () => {
    await settle();
    const { code } = (await preview()).plan;
    await leave(code, (step) => {
      if (step.startsWith('cut')) throw new Error('stopped');
    }).catch(() => undefined);
    const file = path.join(folder(), 'tables/customers.ndjson');
    writeFileSync(file, readFileSync(file, 'utf8').replace('Brasstow', 'Brasstaw'));
    await expectError('archive_damaged', leave(code));
    rmSync(file);
    await expectError('archive_damaged', leave(code));
    const rows = await world()
      .kernel.db.read(everyAuthority)
      .rows(world().kernel.db.read(everyAuthority).from('customers').where({ authority_id: castlebridge }));
    expect(rows.length).to.be.greaterThan(0);
  });
});

/** A file of the council that leaves, and one of another, which a connection keeps and the disk doesn’t have. */
async function keepAFileElsewhere(world: TestWorld): Promise<{ digest: string; kept: ReadonlyMap<string, Buffer> }> {
  const bytes = Buffer.from('a plan');
  const digest = createHash('sha256').update(bytes).digest('hex');
  const kept = new Map([castlebridge, dunmere].map((id) => [nameOf(id), bytes]));
  const instance: DocumentsInstance = {
    check: async () => ({ ok: true }),
    store: async () => undefined,
    read: async function* (name) {
      yield kept.get(name) ?? Buffer.alloc(0);
    },
    remove: async (name) => void kept.delete(name),
    list: async () => ({ documents: [], next: null }),
  };
  const part = { state: 'running', kind: 'documents', title: 'Shelf', adapter: {} as Adapter, instance } as const;
  world.connect({ name: 'shelf', use: './shelf.js', authorityIds: 'all', services: 'all', callsAtOnce: 1, part });
  await world.kernel.db.write(everyAuthority, async (db) => {
    for (const id of [castlebridge, dunmere]) {
      const about = { digest, size_bytes: bytes.length, media_type: 'text/plain', stored_at: world.clock.now() };
      const place = { kept_in: 'shelf', kept_as: nameOf(id) };
      await db.insert('stored_files', { id: world.newId(), authority_id: id, ...about, ...place });
    }
  });
  return { digest, kept };
}

const nameOf = (id: number): string => `${id === dunmere ? 'dunmere' : 'castlebridge'}/a-plan`;

async function expectNothingLeft({ kernel }: TestWorld): Promise<void> {
  const db = kernel.db.read(everyAuthority);
  const left: string[] = [];
  for (const { name, ownership } of kernel.db.tables.values()) {
    if (ownership !== 'authority') continue;
    const rows = await db.rows<object>(db.from(name).where({ authority_id: castlebridge }).limit(1));
    if (rows.length > 0) left.push(name);
  }
  const charges = ['recharge_disputes', 'recharge_lines', 'recharge_statements'];
  const agreed = ['agreement_signatures', 'agreement_terms', 'agreements'];
  expect(left.sort()).to.deep.equal([...agreed, 'audit_entries', 'audit_seals', ...charges]);
  const charged = await db.rows<{ agreement_id: string }>(
    db.from('recharge_statements').where({ authority_id: castlebridge }).distinct('agreement_id'),
  );
  const agreements = await db.rows<{ id: string }>(db.from('agreements').where({ authority_id: castlebridge }));
  const ids = charged.map(({ agreement_id: id }) => id);
  expect(agreements.map(({ id }) => id).sort(), 'only those by which it was charged').to.deep.equal(ids.sort());
  const tokens = await db.rows<{ term: string }>(
    db
      .from('customer_tokens')
      .select('term')
      .where('term', '>=', `${castlebridge}`)
      .where('term', '<', `${castlebridge + 1}`),
  );
  expect(tokens).to.deep.equal([]);
}

async function expectShell({ kernel }: TestWorld, theirs: Seeded): Promise<void> {
  const db = kernel.db.read(everyAuthority);
  const [shell] = await db.rows<Record<string, unknown>>(db.from('interactions').where({ id: theirs.interactionId }));
  expect(shell).to.include({
    authority_id: partnership,
    participant: '{}',
    caller: null,
    customer_id: null,
    notes: null,
  });
}

async function expectError(code: string, work: Promise<unknown>): Promise<void> {
  const error: unknown = await work.then(
    () => undefined,
    (failure: unknown) => failure,
  );
  expect(isError(error, code), String(error)).to.equal(true);
}

async function expectGone(work: Promise<unknown>): Promise<void> {
  expect(
    await work.then(
      () => 'there',
      () => 'gone',
    ),
  ).to.equal('gone');
}
