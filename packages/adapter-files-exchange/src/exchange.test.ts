import {
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type {
  CaseChange,
  ChangesPage,
  LineOfBusinessInstance,
  OutgoingCase,
  OutgoingUpdate,
} from '@moothall/adapter-sdk';
import { aHost, startAdapter } from '@moothall/adapter-testkit';
import { expect } from 'chai';
import { adapter } from './adapter.js';
import { theirSide } from './testing/their-side.js';

const one: OutgoingCase = {
  ...{ id: '01900000-0000-7000-8000-000000000001', reference: 'DU-4F7K-2Q9M-X', service: 'missed-bin' },
  ...{ serviceName: 'Missed bin', title: 'Missed "rubbish" bin, Siân', priority: 'normal', loggedAt: 1000 },
  ...{ triedAt: null, place: { text: '4 Quarry Lane', uprn: '999900000004', lat: 52.4, long: -2.2 }, files: [] },
  answers: [
    { key: 'bin', question: 'Which bin was missed?', values: ['rubbish', 'garden'], text: 'Rubbish, garden' },
    { key: 'note', question: 'Anything else', values: ['=1+1\n"gate"'], text: '=1+1\n"gate"' },
  ],
  customer: { name: 'Joan Prosser', email: 'joan@mail.example', telephone: '+441632960144' },
};
const at = '2026-11-16T10:00:00Z';
const second = { ...one, id: '01900000-0000-7000-8000-000000000002', reference: 'DU-5F7K-2Q9M-X', loggedAt: 500 };
const word: OutgoingUpdate = {
  ...{ id: '01900000-0000-7000-9000-000000000001', kind: 'note', theirReference: one.reference },
  ...{ reference: one.reference, text: 'The gate is at the back.', at: 2000 },
};

describe('the exchange of files in a folder', () => {
  let folder: string;
  let theirs: ReturnType<typeof theirSide>;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'moothall-exchange-'));
    theirs = theirSide(folder);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const open = (settings: object = {}): LineOfBusinessInstance =>
    startAdapter(adapter, aHost(), {
      settings: {
        ...{ folder, schedule: { everyMinutes: 0 }, services: { 'missed-bin': 'MB' } },
        statuses: { DONE: { status: 'resolved', outcome: 'emptied', words: 'Emptied' } },
        ...settings,
      },
      secrets: {},
    });
  /** As Moothall asks: until there is no more. */
  const round = async (instance: LineOfBusinessInstance, from: string | null = null) => {
    const changes: CaseChange[] = [];
    for (let cursor = from; ;) {
      const page: ChangesPage | undefined = await instance.changesSince?.(cursor);
      changes.push(...(page?.changes ?? []));
      cursor = page?.cursor ?? null;
      if (page?.hasMore !== true) return { changes, cursor };
    }
  };
  const statusRow = { reference: one.reference, at, status: 'DONE', comment: 'At noon' };

  it('has cases, words and withdrawals go as one numbered file, in their order, with its end', async () => {
    const instance = open({ columns: { bin: { from: 'bin', values: { rubbish: 'RES' } }, source: { value: 'MH' } } });
    await instance.create(one);
    await instance.update?.(word);
    await instance.create(second);
    expect(theirs.filesIn('out')).to.deep.equal([]);
    const { cursor } = await round(instance);
    expect(theirs.filesIn('out')).to.deep.equal(['cases-000001.csv']);
    const [first, next, last] = theirs.rowsOf('cases-000001.csv');
    expect([first?.['reference'], next?.['reference'], last?.['action']]).to.deep.equal([
      second.reference,
      one.reference,
      'note',
    ]);
    expect(next).to.include({
      ...{ action: 'create', id: one.id, service: 'MB', at: '1970-01-01T00:00:01Z', title: one.title, lat: '52.4' },
      ...{ uprn: '999900000004', bin: 'RES; garden', source: 'MH', name: '', telephone: '' },
      answers: 'Which bin was missed? Rubbish, garden\nAnything else: =1+1\n"gate"',
    });
    expect(readFileSync(path.join(folder, 'out/cases-000001.csv'), 'utf8')).to.match(/\r\nEND,000001,3\r\n$/);
    await instance.cancel?.({ ...word, id: 'c', reason: 'Found emptied' });
    await round(instance, cursor);
    expect(theirs.rowsOf('cases-000002.csv')).to.have.length(1);
    await round(instance, cursor);
    expect(theirs.filesIn('out')).to.have.length(2);
  });

  it('sends of the customer what its settings say', async () => {
    const instance = open({ sends: ['name'] });
    await instance.create(one);
    await round(instance);
    expect(theirs.rowsOf('cases-000001.csv')[0]).to.include({ name: 'Joan Prosser', email: '', telephone: '' });
  });

  it('puts no more into a file than the settings allow; the rest goes with the next round', async () => {
    const instance = open({ rowsAtMost: 1 });
    await instance.create(one);
    await instance.create(second);
    const { cursor } = await round(instance);
    expect(theirs.everything()).to.have.length(2);
    await round(instance, cursor);
    expect(theirs.filesIn('out').map((name) => theirs.rowsOf(name).length)).to.deep.equal([1, 1]);
  });

  it('sends nothing twice, at whatever step it was killed', async () => {
    const instance = open();
    await instance.create(one);
    await round(instance);
    // Killed before the file was shown: it waits under its number, and what it holds waits as well.
    renameSync(path.join(folder, 'out/cases-000001.csv'), path.join(folder, 'moothall/waiting/cases-000001.csv'));
    renameSync(path.join(folder, `moothall/sent/${one.id}.json`), path.join(folder, `moothall/waiting/${one.id}.json`));
    rmSync(path.join(folder, 'moothall/number-000001'));
    await instance.create({ ...one, triedAt: 1 });
    await instance.create(second);
    await round(open());
    expect(theirs.filesIn('out')).to.deep.equal(['cases-000001.csv', 'cases-000002.csv']);
    expect(theirs.everything().map((row) => row['reference'])).to.deep.equal([one.reference, second.reference]);
  });

  it('says that a case was acknowledged, and how far it is, and puts the files away', async () => {
    const instance = open();
    await round(instance);
    theirs.write('acknowledged', [{ id: one.id, reference: one.reference, at, their_reference: 'W-4711' }]);
    theirs.write('status', [statusRow]);
    const { changes, cursor } = await round(instance);
    expect(changes.map(({ theirReference, status, comment }) => [theirReference, status, comment])).to.deep.equal([
      [one.reference, { key: null, outcome: null, words: 'Acknowledged as W-4711' }, null],
      [one.reference, { key: 'resolved', outcome: 'emptied', words: 'Emptied' }, { text: 'At noon', for: 'staff' }],
    ]);
    expect([theirs.filesIn('in'), theirs.filesIn('done').length]).to.deep.equal([[], 2]);
    expect((await round(instance, cursor)).changes).to.deep.equal([]);
  });

  it('tells the same of a file that comes twice, and of one that was told when Moothall was killed', async () => {
    const instance = open();
    const { cursor } = await round(instance);
    theirs.write('status', [statusRow]);
    const told = await instance.changesSince?.(cursor);
    const again = await instance.changesSince?.(cursor);
    expect(again?.changes).to.deep.equal(told?.changes);
    const after = await round(instance, again?.cursor ?? null);
    expect(theirs.filesIn('in')).to.deep.equal([]);
    theirs.put('status-000001.csv', readFileSync(path.join(folder, 'done/status-000001.csv'), 'utf8'));
    const twice = await round(instance, after.cursor);
    expect(twice.changes).to.deep.equal(told?.changes);
    expect(theirs.filesIn('done')).to.deep.equal(['status-000001.csv', 'status-000001.csv.2']);
  });

  it('tells of what the other system refuses, and sends it again when it is given again', async () => {
    const instance = open();
    await instance.create(one);
    const { cursor } = await round(instance);
    theirs.write('refused', [{ id: one.id, reference: one.reference, at, reason: 'No such street' }]);
    const { changes, cursor: next } = await round(instance, cursor);
    expect(changes.map(({ refuses }) => refuses)).to.deep.equal([{ id: one.id, reason: 'No such street' }]);
    await instance.create({ ...one, triedAt: 1 });
    await instance.create({ ...one, triedAt: 1 });
    await round(instance, next);
    expect(theirs.rowsOf('cases-000002.csv').map((row) => row['id'])).to.deep.equal([one.id]);
  });

  it('lets half a file wait until its end is there, and says so in its check after an hour', async () => {
    const instance = open();
    const { cursor } = await round(instance);
    theirs.write('status', [statusRow]);
    const file = path.join(folder, 'in/status-000001.csv');
    const whole = readFileSync(file);
    truncateSync(file, whole.length - 5);
    expect((await round(instance, cursor)).changes).to.deep.equal([]);
    expect(await instance.check()).to.deep.equal({ ok: true });
    const longAgo = Date.UTC(2026, 10, 16, 8) / 1000;
    utimesSync(file, longAgo, longAgo);
    expect(await instance.check()).to.deep.include({ ok: false, code: 'unreadable_answer' });
    writeFileSync(file, whole);
    expect((await round(instance, cursor)).changes).to.have.length(1);
  });

  it('takes a file with a fault not at all, and says what to do about each line', async () => {
    const instance = open();
    const { cursor } = await round(instance);
    theirs.write('status', [statusRow, { ...statusRow, at: '16/11/2026' }, { ...statusRow, reference: '' }]);
    theirs.put('status-9.csv', 'reference,at\r\nEND,0\r\n');
    theirs.put('refused-9.csv', 'id,reference,at,reason\r\nEND,7\r\n');
    theirs.put('notes.csv', 'not for Moothall');
    expect((await round(instance, cursor)).changes).to.deep.equal([]);
    const reasons = (name: string) => readFileSync(path.join(folder, 'rejected', `${name}.reasons.txt`), 'utf8');
    expect(reasons('status-000001.csv')).to.equal(
      'Line 3: Write at as a time with its zone, such as 2026-11-16T09:30:00Z.\nLine 4: Enter the reference.\n',
    );
    expect(reasons('status-9.csv')).to.equal('Line 1: add the columns status.\n');
    expect(reasons('refused-9.csv')).to.include('END,0');
    expect([theirs.filesIn('in'), theirs.filesIn('done')]).to.deep.equal([['notes.csv'], []]);
    expect(await instance.check()).to.deep.include({ ok: false, code: 'unreadable_answer' });
  });

  it('tells of a long file in parts, each once, though it is killed between them', async () => {
    const instance = open();
    const { cursor } = await round(instance);
    const rows = Array.from({ length: 450 }, (_each, number) => ({ ...statusRow, comment: `Number ${number}` }));
    theirs.write('status', rows);
    const { changes } = await round(instance, cursor);
    expect(changes.map(({ comment }) => comment?.text)).to.deep.equal(rows.map(({ comment }) => comment));
  });

  it('makes its rounds when they are due alone', async () => {
    const instance = open({ schedule: { everyMinutes: 30 } });
    const { cursor } = await round(instance);
    await instance.create(one);
    await round(instance, cursor);
    expect(theirs.filesIn('out')).to.deep.equal([]);
  });

  it('needs a folder that is there', async () => {
    const instance = open({ folder: path.join(folder, 'elsewhere') });
    const code = await instance.check().catch((error: { code: string }) => error.code);
    expect(code).to.equal('not_found');
    expect(existsSync(path.join(folder, 'elsewhere'))).to.equal(false);
  });
});
