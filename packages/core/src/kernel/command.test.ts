import { expect } from 'chai';
import { z } from 'zod';
import { castlebridge, dunmere, onBothEngines } from '../testing/harness.js';
import { defineCommand, runCommand } from './command.js';
import { AppError } from './errors.js';
import { line } from './input.js';
import { statement } from './db/statement.js';
import { everyAuthority } from './scope.js';

const nameOf = statement<{ key: string }, { name: string }>('select name from @teams where key = :key');
const auditOf = statement<{ action: string }, { subject_id: string; actor_id: string | null; details: string }>(
  'select subject_id, actor_id, details from @audit_entries where action = :action order by id',
);

onBothEngines('commands', (world) => {
  const addTeam = defineCommand({
    name: 'test.add-team',
    permission: 'test.add',
    input: z.strictObject({ key: line(20), name: line(20), authorityId: z.number().int().default(dunmere) }),
    run: async (context, { key, name, authorityId }) => {
      const id = context.newId();
      await context.db.insert('teams', { id, authority_id: authorityId, key, name, purpose: '' });
      await context.audit({ authorityId, subject: { kind: 'team', id: key }, personal: { name } });
      if (name === 'fail') throw new Error('stop here');
      return { id };
    },
  });
  const adder = () => world().staff(['test.add'], [dunmere]);
  const failure = async (work: Promise<unknown>): Promise<AppError> => {
    const caught: unknown = await work.then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(caught).to.be.instanceOf(AppError);
    return caught as AppError;
  };
  const all = () => world().kernel.db.read(everyAuthority);

  it('writes the fact and its audit row together, with a digest and not the personal value', async () => {
    const actor = await adder();
    await world().run(actor, addTeam, { key: 'together', name: 'Secret name' });
    const entries = await all().all(auditOf, { action: 'test.add-team' });
    const entry = entries.find((row) => row.subject_id === 'together');
    expect(entry?.actor_id).to.equal(actor.staffId);
    expect(entry?.details)
      .to.match(/personalDigest/)
      .and.not.match(/Secret/);
  });

  it('leaves neither fact nor audit row when it fails', async () => {
    const before = (await all().all(auditOf, { action: 'test.add-team' })).length;
    const failed = await world()
      .run(await adder(), addTeam, { key: 'half', name: 'fail' })
      .catch((error: Error) => error.message);
    expect(failed).to.equal('stop here');
    expect(await all().first(nameOf, { key: 'half' })).to.equal(undefined);
    expect(await all().all(auditOf, { action: 'test.add-team' })).to.have.length(before);
  });

  it('does what goes alongside with it, once and only then', async () => {
    const actor = await adder();
    const done: string[] = [];
    const add = (key: string, name: string, then?: Error) => {
      const alongside = (): Promise<void> => (done.push(key), then ? Promise.reject(then) : Promise.resolve());
      const run = runCommand(
        world().kernel,
        actor,
        addTeam,
        { key, name },
        { idempotencyKey: `${key}-key`, alongside },
      );
      return run.catch((error: Error) => error.message);
    };
    await add('with', 'With');
    await add('with', 'With');
    expect(await add('without', 'fail')).to.equal('stop here');
    expect(await add('undone', 'Undone', new Error('cannot'))).to.equal('cannot');
    expect(done).to.deep.equal(['with', 'undone']);
    expect(await all().first(nameOf, { key: 'undone' })).to.equal(undefined);
  });

  it('refuses who lacks the permission, and where they lack it', async () => {
    const stranger = await world().staff(['other.thing'], [dunmere]);
    expect((await failure(world().run(stranger, addTeam, { key: 'x', name: 'x' }))).code).to.equal('not_allowed');
    const elsewhere = world().run(await adder(), addTeam, { key: 'x', name: 'x', authorityId: castlebridge });
    expect((await failure(elsewhere)).code).to.equal('not_allowed');
  });

  it('names every faulty field and the fix, and refuses fields that do not exist', async () => {
    const error = await failure(
      runCommand(world().kernel, await adder(), addTeam, {
        key: 'a\0b',
        name: 'x'.repeat(21),
        authority_id: 9,
        role: 'admin',
      }),
    );
    expect(error.code).to.equal('bad_input');
    expect(error.faults.map((fault) => fault.field)).to.have.members(['key', 'name', 'authority_id', 'role']);
    expect(error.faults.find((fault) => fault.field === 'name')?.message).to.equal(
      'Shorten this to 20 characters or fewer',
    );
  });

  it('keeps emoji and right-to-left text as they were typed', async () => {
    const name = 'שלום 👩‍🚒 مرحبا';
    await world().run(await adder(), addTeam, { key: 'scripts', name });
    expect((await all().first(nameOf, { key: 'scripts' }))?.name).to.equal(name);
  });

  it('answers a repeated key as the first time, and does nothing again', async () => {
    const actor = await adder();
    const options = { idempotencyKey: 'the-same-key' };
    const input = { key: 'once', name: 'Once' };
    const first = await runCommand(world().kernel, actor, addTeam, input, options);
    const second = await runCommand(world().kernel, actor, addTeam, input, options);
    expect(second).to.deep.equal(first);
    const other = runCommand(world().kernel, actor, addTeam, { key: 'once-more', name: 'Once' }, options);
    expect((await failure(other)).code).to.equal('idempotency_key_reused');
    const somebodyElse = await runCommand(
      world().kernel,
      await adder(),
      addTeam,
      { key: 'mine', name: 'Mine' },
      options,
    );
    expect(somebodyElse.id).to.not.equal(first.id);
  });

  it('is done once when the same key arrives twice at the same time', async () => {
    const actor = await adder();
    const run = () =>
      runCommand(world().kernel, actor, addTeam, { key: 'race', name: 'Race' }, { idempotencyKey: 'racing-key' });
    const outcomes = await Promise.allSettled([run(), run()]);
    const done = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value.id] : []));
    expect(new Set(done).size).to.equal(1);
    expect(done.length + outcomes.filter((outcome) => outcome.status === 'rejected').length).to.equal(2);
    expect((await run()).id).to.equal(done[0]);
  });

  it('refuses to commit a command that left no audit row', async () => {
    const silent = defineCommand({
      name: 'test.silent',
      permission: 'test.add',
      input: z.strictObject({}),
      run: async (context) => {
        await context.db.insert('teams', {
          id: context.newId(),
          authority_id: dunmere,
          key: 'silent',
          name: 'x',
          purpose: '',
        });
      },
    });
    const message = await world()
      .run(await adder(), silent, {})
      .catch((error: Error) => error.message);
    expect(message).to.match(/wrote no audit row/);
    expect(await all().first(nameOf, { key: 'silent' })).to.equal(undefined);
  });
});
