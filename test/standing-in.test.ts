import { appendFileSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import pg from 'pg';
import { closeKernel, openKernel } from '#core/app/compose.js';
import { enterCaptured, enterCapturedAgain } from '#core/app/enter-captured.js';
import { emptyScratch, inEmptyScratch } from '#core/app/scratch-place.js';
import { startServer, type RunningServer } from '#core/app/server.js';
import { rehearse } from '#core/app/rehearse.js';
import { findReadingCopy, makeReadingCopy, onCopy, removeReadingCopy } from '#core/app/stand-in.js';
import { verifyClosedAndOpen } from '#core/app/verify-closed-and-open.js';
import { sealEntries } from '#core/audit/index.js';
import { removeEnteredFiles } from '#core/interactions/captured/remove-entered-files.js';
import { captureContact } from '#core/interactions/index.js';
import { systemActor } from '#core/kernel/actor.js';
import { DAY_MS, systemClock } from '#core/kernel/clock.js';
import { runCommand } from '#core/kernel/command.js';
import type { Config } from '#core/kernel/config.js';
import { statement } from '#core/kernel/db/statement.js';
import { storageFull } from '#core/kernel/errors.js';
import { newId } from '#core/kernel/ids.js';
import { pooledRandom } from '#core/kernel/random.js';
import { everyAuthority } from '#core/kernel/scope.js';
import { testPostgres } from '#core/kernel/testing/postgres.js';
import { engines } from '#core/testing/harness.js';
import { makeInstance, type Instance } from './faults/instance.js';
import { deskOf, type Desk } from './faults/session.js';

const clock = systemClock();
const quiet = (config: Config): Config => ({ ...config, log: { ...config.log, level: 'silent' } });
/** Of a contact that was there before. */
const earlierId = '0198c0de-0000-7000-8000-000000000001';
const contacts = statement<Record<string, never>, { id: string; state: string; notes: string; started_at: number }>(
  `select i.id, i.state, i.notes, i.started_at from @interactions i where i.source_key is not null and i.id <> '${earlierId}'`,
);
const enquiries = statement<Record<string, never>, { words: string }>(
  `select e.words from @enquiries e where e.interaction_id <> '${earlierId}'`,
);
const reads = statement<{ id: string }, { actor_id: string }>(
  `select e.actor_id from @audit_entries e where e.action = 'interactions.get-interaction' and e.subject_id = :id`,
);

for (const engine of engines)
  describe(`the desk while Moothall is upgraded [${engine}]`, function () {
    this.timeout(120_000);
    let instance: Instance;
    let desk: Desk;
    let server: RunningServer | undefined;
    let url: string | undefined;

    before(async function () {
      const postgres = engine === 'postgres' ? await testPostgres() : undefined;
      if (engine === 'postgres' && !postgres) return this.skip();
      url = await postgres?.url();
      if (postgres && url !== undefined) await makeScratch(postgres.unheld(url), url);
      instance = await makeInstance(url === undefined ? {} : { postgresUrl: url });
      const takenBy = { staffId: instance.personId, name: 'Priya Nair', at: clock.now() };
      const earlier = { ...form({ id: earlierId, urgent: false }), takenBy };
      await withKernel((kernel) => runCommand(kernel, systemActor('sets the scene'), captureContact, earlier));
      const session = await deskOf(instance);
      if (engine === 'postgres')
        await inEmptyScratch(instance.config, async () => {
          const second = await emptyScratch(instance.config).catch((error: unknown) => error);
          expect(second).to.include({ code: 'scratch_in_use' });
        });
      const copy = await makeReadingCopy(instance.config, clock, process.env);
      expect(findReadingCopy(instance.config)).to.deep.equal(copy);
      server = await startServer(quiet(onCopy(instance.config)), clock, { runs: 'web', standsIn: copy });
      desk = session.at(server.address);
    });
    after(async () => {
      await server?.stop();
      instance?.remove();
    });

    const folder = (): string => path.join(instance.directory, 'run', 'captured');
    const form = (more: object = {}) => ({
      ...{ id: newId(clock, pooledRandom), authorityId: String(instance.authorityId), channel: 'telephone' },
      ...{ name: 'Joan Prosser', reach: '01632 960144', what: 'A tree is down\nand blocks the road', urgent: 'yes' },
      ...more,
    });
    const api = async (method: string, body?: object, more = ''): Promise<{ status: number; body: unknown }> => {
      const headers = { Authorization: `Bearer ${instance.token}`, 'Content-Type': 'application/json' };
      const about = { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) };
      const answered = await fetch(`${server?.address ?? ''}/api/v1/captured-contacts${more}`, about);
      return { status: answered.status, body: await answered.json() };
    };
    const withKernel = async <T>(work: (kernel: Awaited<ReturnType<typeof openKernel>>) => Promise<T>): Promise<T> => {
      const kernel = await openKernel(quiet(instance.config), clock);
      try {
        return await work(kernel);
      } finally {
        await closeKernel(kernel);
      }
    };

    it('can be read, says so on every page, and refuses every change without losing what was typed', async () => {
      const home = await desk.get('/desk/customers');
      expect([home.status, home.text.includes('Moothall is being upgraded')]).to.deep.equal([200, true]);
      const refused = await desk.post('/desk/bulletins/new', { title: 'Ice on the roads', body: 'Everywhere' });
      expect(refused.status).to.equal(503);
      expect(refused.text).to.contain('Ice on the roads').and.to.contain('href="/desk/captured"');
      const asked = await fetch(`${server?.address ?? ''}/api/v1/interactions`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${instance.token}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ channel: 'telephone', authorityId: instance.authorityId }),
      });
      expect([asked.status, asked.headers.get('retry-after')]).to.deep.equal([503, '30']);
      expect(((await asked.json()) as { code: string }).code).to.equal('being_upgraded');
    });

    it('takes a contact, once however often it is sent, in a file that nobody else can read', async () => {
      const faulty = await desk.post('/desk/captured', form({ what: ' ' }));
      expect(faulty.status).to.equal(422);
      expect(faulty.text).to.contain('Enter what they need').and.to.contain('value="Joan Prosser"');
      const other = await desk.post('/desk/captured', form({ authorityId: '1' }));
      expect([other.status, other.text.includes('Choose whom you answer as')]).to.deep.equal([422, true]);
      const one = form();
      const sent = [await desk.post('/desk/captured', one), await desk.post('/desk/captured', one)];
      expect(sent.map(({ status }) => status)).to.deep.equal([303, 303]);
      expect((await desk.get('/desk/captured')).text)
        .to.contain('Urgent, kept')
        .and.to.contain('entered once Moothall is back');
      const [file = ''] = readdirSync(folder());
      expect(statSync(path.join(folder(), file)).mode & 0o777).to.equal(0o600);
      expect(readFileSync(path.join(folder(), file), 'utf8').match(/A tree is down/g)).to.have.length(1);
      const more = { ...one, authorityId: instance.authorityId, urgent: true, where: 'Castle Street' };
      const again = await api('POST', more); // with more in it
      expect([again.status, again.body]).to.deep.equal([
        202,
        { id: one.id, authorityId: instance.authorityId, state: 'kept' },
      ]);
      const { items } = (await api('GET')).body as { items: { id: string; state: string; words: string }[] };
      expect(items.filter(({ state }) => state === 'kept').map(({ id }) => id)).to.deep.equal([one.id]);
      expect(items[0]?.words).to.contain('Where: Castle Street');
      expect((await api('POST', { ...more, what: undefined })).status).to.equal(422);
    });

    if (engine === 'postgres')
      it('lets no rehearsal empty the copy', async () => {
        const about = { privateKeys: [], environment: process.env };
        for (const work of [rehearse(instance.config, clock, about), emptyScratch(instance.config)])
          expect(await work.catch((error: unknown) => error)).to.include({ code: 'scratch_in_use' });
        expect((await desk.get('/desk/customers')).status).to.equal(200);
      });

    it('shows what was typed, and says what to do, where it can’t be kept', async () => {
      const standsIn = server?.kernel.standsIn;
      const keeps = standsIn?.keepContact;
      Object.assign(standsIn ?? {}, { keepContact: () => Promise.reject(storageFull()) });
      const full = await desk.post('/desk/captured', form({ what: 'A dog is lost' }));
      Object.assign(standsIn ?? {}, { keepContact: keeps });
      expect(full.status).to.equal(507);
      expect(full.text).to.contain('the disk is full. Write it down on paper').and.to.contain('A dog is lost');
    });

    it('enters it afterwards, once, with what the audit must know, and again where the database went back', async () => {
      const headers = { Authorization: `Bearer ${instance.token}` };
      const read = await fetch(`${server?.address ?? ''}/api/v1/interactions/${earlierId}`, { headers });
      expect(read.status).to.equal(200);
      await server?.stop();
      server = undefined;
      const [file = ''] = readdirSync(folder());
      const takenBy = { staffId: instance.personId, name: 'Priya Nair', at: clock.now() };
      const poison = { ...form({ authorityId: 999_999, name: 'Of no council', urgent: false }), takenBy };
      const corrected = { ...form({ id: earlierId, what: 'Two trees are down', urgent: false }), takenBy };
      const lines = [poison, corrected, { id: 'of a version to come' }].map(
        (contact) => `${JSON.stringify({ contact })}\n`,
      );
      lines.push('{"contact":{"id":"cut off by a power cut'); // never answered
      appendFileSync(path.join(folder(), file), lines.join(''));
      await withKernel(async (kernel) => {
        const entered = [await enterCaptured(kernel), await enterCaptured(kernel)];
        await enterCapturedAgain(kernel, 0);
        entered.push(await enterCaptured(kernel));
        expect(entered.map(({ contacts: count }) => count)).to.deep.equal([1, 0, 0]);
        expect(entered.map(({ refused }) => refused)).to.deep.equal([3, 0, 3]);
        const db = kernel.db.read(everyAuthority);
        const [contact, ...others] = await db.all(contacts, {});
        expect(others).to.deep.equal([]);
        expect(contact?.state).to.equal('open');
        expect(contact?.notes).to.match(
          /^URGENT\nA tree is down\nand blocks the road\nWhere: Castle Street\nHow to reach them: 01632 960144/,
        );
        expect(contact?.notes).to.contain('Taken by Priya Nair at');
        expect(await db.all(enquiries, {})).to.deep.equal([{ words: 'Urgent: A tree is down and blocks the road' }]);
        expect(await db.all(reads, { id: earlierId })).to.deep.equal([{ actor_id: instance.personId }]);
        await sealEntries(kernel, 'start');
        expect((await verifyClosedAndOpen(kernel, [])).filter(({ fault }) => fault !== undefined)).to.deep.equal([]);
      });
    });

    it('leaves nothing of the copy', async () => {
      await removeReadingCopy(instance.config);
      expect(findReadingCopy(instance.config)).to.equal(undefined);
      expect(existsSync(path.join(instance.directory, 'run', 'reading'))).to.equal(false);
    });

    it('leaves what was entered in its files for a week, and what could not be entered until it is dealt with', async () => {
      const endings = () => readdirSync(folder()).map((name) => path.extname(name));
      const runAt = (days: number) =>
        withKernel((kernel) =>
          removeEnteredFiles.run({ ...kernel, clock: { ...clock, now: () => clock.now() + days * DAY_MS } }, {}),
        );
      await runAt(6);
      expect(endings()).to.have.members(['.entered', '.refused', '.refused', '.refused']);
      await runAt(8);
      expect(endings()).to.deep.equal(['.refused', '.refused', '.refused']);
    });

    it('shows afterwards where the contacts are, and takes one whose form was still open', async () => {
      server = await startServer(quiet(instance.config), clock, { runs: 'web' });
      const back = (await deskOf(instance)).at(server.address);
      const page = await back.get('/desk/captured');
      expect(page.text).to.contain('To go on with').and.to.contain('taken by you').and.not.to.contain('name="what"');
      expect(page.text).to.contain('Of no council').and.to.contain('Something that it names is gone');
      expect(page.text).to.contain('Two trees are down').and.to.contain('What you wrote here is not in the contact');
      const listed = async () =>
        ((await api('GET')).body as { items: { id: string; name: string; state: string }[] }).items;
      const poison = (await listed()).find(({ name }) => name === 'Of no council')?.id ?? '';
      expect((await back.post('/desk/captured/done', { id: earlierId })).location).to.equal('/desk/captured');
      expect((await listed()).map(({ id, state }) => [id, state]))
        .to.deep.include.members([[poison, 'not-entered']])
        .and.not.deep.include([earlierId, 'not-entered']);
      const takenBy = { staffId: instance.personId, name: 'Priya Nair', at: clock.now() };
      const readable = { ...form({ name: 'Of a later version' }), takenBy };
      const file = path.join(folder(), '1-1-unreadable-0.refused');
      writeFileSync(file, `${JSON.stringify({ contact: readable, says: 'This version can’t read it.' })}\n`);
      expect((await listed()).map(({ id, state }) => [id, state])).to.deep.include([readable.id, 'not-entered']);
      const dealtWith = async (): Promise<unknown> => (await api('POST', { id: readable.id }, '/done')).body;
      expect(await dealtWith()).to.deep.equal({ id: readable.id, removed: true });
      expect(existsSync(file)).to.equal(false);
      expect(await dealtWith()).to.deep.equal({ id: readable.id, removed: false });
      const sent = await back.post('/desk/captured', form({ name: 'Owen Rees' }));
      expect([sent.status, /^\/desk\/interactions\//.test(sent.location)]).to.deep.equal([303, true]);
      const late = { ...form({ name: 'Sian Bevan' }), authorityId: instance.authorityId, urgent: false };
      expect([(await api('POST', late)).status, (await api('POST', late)).status]).to.deep.equal([201, 200]);
      const corrected = { ...late, what: 'A tree is down on a car' };
      expect((await api('POST', corrected)).status).to.equal(409);
      const shown = await back.post('/desk/captured', form({ ...corrected, urgent: 'yes' }));
      expect(shown.status).to.equal(409);
      expect(shown.text)
        .to.contain('This contact is entered already')
        .and.to.contain('A tree is down on a car')
        .and.to.contain(`href="/desk/interactions/${late.id}"`);
      const { items } = (await api('GET')).body as { items: { name: string; state: string; fault: string | null }[] };
      expect(items.map(({ name, state }) => `${name}: ${state}`)).to.include.members([
        'Of no council: not-entered',
        'Sian Bevan: open',
      ]);
    });
  });

/** As a superuser does for rehearsals (docs/operate/backups.md). */
async function makeScratch(superuser: string, url: string): Promise<void> {
  const client = new pg.Client({ connectionString: superuser });
  await client.connect();
  const name = new URL(url).pathname.slice(1);
  await client.query(`create database ${name}_rehearsal owner moothall_test_owner template template0`);
  await client.end();
}
