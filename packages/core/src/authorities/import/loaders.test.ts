import { expect } from 'chai';
import { statement } from '../../kernel/db/statement.js';
import { fixturePath, temporaryFile, withReferencePath } from '../../kernel/import/testing.js';
import type { ImportFile } from '../../kernel/import/import-file.js';
import { everyAuthority } from '../../kernel/scope.js';
import { dunmere, onBothEngines, type TestWorld } from '../../testing/harness.js';
import { importBankHolidays, importGssAuthorities, listCouncils } from '../index.js';

const told = (file: string): ImportFile => ({ file, startedBy: 'test' });

onBothEngines('loading councils', (world) => {
  it('lets the two lists complete each other, and changes nothing when run again', async () => {
    const government = told(fixturePath(import.meta.url, 'government-authorities.csv'));
    const register = told(fixturePath(import.meta.url, 'register-authorities.csv'));
    const first = await importGssAuthorities(world().kernel, government);
    expect(first.written).to.be.greaterThan(1);
    const councils = await listCouncils(world().kernel.db.read(everyAuthority));
    expect(councils.some(({ localCustodianCode }) => localCustodianCode !== null)).to.equal(true);
    expect(await importGssAuthorities(world().kernel, government)).to.include({ written: 0, unchanged: first.written });
    await importGssAuthorities(world().kernel, register);
    const after = await listCouncils(world().kernel.db.read(everyAuthority));
    for (const council of councils)
      expect(after).to.deep.include({
        ...council,
        parentGssCode: after.find((a) => a.gssCode === council.gssCode)?.parentGssCode,
      });
  });

  for (const file of ['local-authorities_govuk.csv', 'uk_local_authorities_future_mysociety.csv']) {
    it(
      `loads ${file}, and again without a change`,
      withReferencePath(`gss/${file}`, async (path) => {
        const first = await importGssAuthorities(world().kernel, told(path));
        expect(first.written + first.unchanged).to.be.greaterThan(300);
        expect(await importGssAuthorities(world().kernel, told(path))).to.include({
          written: 0,
          refused: first.refused,
        });
      }),
    );
  }
});

/** An authority's calendar that closes on bank holidays. */
async function addCalendar(world: TestWorld): Promise<void> {
  const calendar = { id: world.newId(), authority_id: dunmere, key: 'office', name: 'Office', weekly: '{}' };
  await world.kernel.db.write(everyAuthority, (db) =>
    db.insert('calendars', { ...calendar, keeps_bank_holidays: true, version: 1 }),
  );
}

function published(days: readonly (readonly [on: string, title: string])[], scottish = '2026-11-30'): string {
  const events = (list: readonly (readonly [string, string])[]) => list.map(([date, title]) => ({ date, title }));
  return JSON.stringify({
    'england-and-wales': { events: events(days) },
    scotland: { events: events([[scottish, 'St Andrew’s Day']]) },
    'northern-ireland': { events: [] },
  });
}

onBothEngines('loading bank holidays', (world) => {
  before(() => addCalendar(world()));
  const told1 = (content: string): ImportFile => told(temporaryFile([content]));
  const days = async (): Promise<string[]> => {
    const all = statement<Record<string, never>, { on_date: string }>(
      `select on_date from bank_holidays where division = 'england-and-wales' order by on_date`,
    );
    return (await world().kernel.db.read(everyAuthority).all(all, {})).map(({ on_date }) => on_date);
  };
  const events = async (calendar = 'office'): Promise<number> => {
    const count = statement<{ calendar: string }, { count: number }>(
      `select count(*) as count from @outbox_events
       where topic = 'calendar.changed' and authority_id = ${dunmere} and subject_id = :calendar`,
    );
    return (await world().kernel.db.read(everyAuthority).first(count, { calendar }))?.count ?? 0;
  };
  const [christmas, boxing] = [['2026-12-25', 'Christmas Day'] as const, ['2026-12-28', 'Boxing Day'] as const];

  it('tells the calendars of the nations that changed, and no others', async () => {
    const first = await importBankHolidays(world().kernel, told1(published([christmas, boxing])));
    expect(first).to.include({ written: 3, unchanged: 0, refused: 0 });
    expect(await events()).to.equal(1);
    await importBankHolidays(world().kernel, told1(published([christmas, boxing], '2026-12-01')));
    expect(await events()).to.equal(1);
  });

  it('tells who counts by information law, to which every nation’s holidays matter', async () => {
    expect(await events('information-law')).to.equal(2);
  });

  it('changes and tells nothing when run again', async () => {
    const again = await importBankHolidays(world().kernel, told1(published([christmas, boxing], '2026-12-01')));
    expect(again).to.include({ written: 0, unchanged: 3 });
    expect(await events()).to.equal(1);
  });

  it('takes away a holiday that was moved, and keeps the years that the file leaves out', async () => {
    await importBankHolidays(
      world().kernel,
      told1(
        published([
          ['2027-05-03', 'Early May'],
          ['2027-05-31', 'Spring'],
        ]),
      ),
    );
    const moved = published([
      ['2027-05-07', 'Early May (moved)'],
      ['2027-05-31', 'Spring'],
      ['2027-05-01', 'Extra'],
    ]);
    await importBankHolidays(world().kernel, told1(moved));
    expect(await days()).to.deep.equal(['2026-12-25', '2026-12-28', '2027-05-01', '2027-05-07', '2027-05-31']);
    expect(await events()).to.equal(3);
  });

  it(
    'loads the file that GOV.UK publishes, and again without a change',
    withReferencePath('bankhols/bank-holidays.json', async (file) => {
      const first = await importBankHolidays(world().kernel, told(file));
      expect(first.written).to.be.greaterThan(200);
      expect(await importBankHolidays(world().kernel, told(file))).to.include({ written: 0, refused: 0 });
    }),
  );
});
