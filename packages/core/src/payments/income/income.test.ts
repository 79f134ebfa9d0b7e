import { expect } from 'chai';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { StaffActor } from '../../kernel/actor.js';
import { DAY_MS, HOUR_MS } from '../../kernel/clock.js';
import { runCommand } from '../../kernel/command.js';
import type { Kernel } from '../../kernel/kernel.js';
import { localDate } from '../../kernel/local-date.js';
import { everyAuthority } from '../../kernel/scope.js';
import { publishService } from '../../services/index.js';
import {
  aMember,
  aMissedBin,
  caseWork,
  caseWorld,
  missedBin,
  setup,
  type CaseWorld,
} from '../../testing/case-world.js';
import { codeOf, errorOf } from '../../testing/expectations.js';
import { connectedTo } from '../../testing/far-end.js';
import { castlebridge, dunmere, onBothEngines, testNow } from '../../testing/harness.js';
import { aPaymentFarEnd } from '../../testing/payment-far-end.js';
import { cancelPayment } from '../commands/cancel-payment.js';
import { recordCasePayment } from '../commands/record-payment.js';
import { makeRefund } from '../online/make-refund.js';
import { askDue } from '../online/online-jobs.js';
import { askProvider, goToProvider } from '../online/provider.js';
import { refundPayment } from '../online/refund-payment.js';
import { startCasePayment } from '../online/start-payment.js';
import { getIncomeFile, listIncomeFiles } from './income-queries.js';
import { writeIncomeJob } from './income-jobs.js';
import { textOf, writeIncomeFiles } from './write-income-files.js';

const taking = ['payments.read', 'payments.record', 'payments.cancel', 'payments.refund', 'payments.reconcile'];
const night = testNow + 18 * HOUR_MS;

onBothEngines('the income file', (world) => {
  let at: CaseWorld;
  let tom: StaffActor;
  let serviceId: string;
  let folder: string;
  const far = aPaymentFarEnd({ name: 'pay', authorityIds: [dunmere] });
  before(async () => {
    at = await caseWorld(world());
    tom = await aMember(world(), at.teamId, 'Tom Reyes', [...caseWork, ...taking, 'customers.read']);
    const fee = { amountPence: 3500, buys: 'a new bin', fundCode: 'WASTE-410' };
    const definition = missedBin({ key: 'new-bin', name: 'New bin', fee });
    serviceId = (await world().run(setup, publishService, { authorityId: dunmere, definition })).id;
    folder = await mkdtemp(path.join(tmpdir(), 'moothall-income-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));
  // Each test goes on where the one before it ended: the numbers tell.
  let days = 0;
  beforeEach(() => world().clock.set(testNow + (days += 1) * DAY_MS));

  const kernel = (takes: 'providers' | 'all' = 'all', from = '2026-11-01'): Kernel => {
    const connected = connectedTo(world().kernel, far.adapter);
    const income = { folder, councils: { dunmere: { from: localDate(from), takes } } };
    return { ...connected, config: { ...connected.config, income } };
  };
  const paid = async (): Promise<string> => {
    const { id: caseId } = await at.log(aMissedBin(serviceId), tom);
    const { id } = await runCommand(kernel(), tom, startCasePayment, { caseId, amountPence: 3500, way: 'online' });
    await goToProvider(kernel(), id, { returnUrl: 'https://moothall.example/back', language: 'en' });
    far.become('paid', world().clock.now());
    await askProvider(kernel(), id);
    return id;
  };
  const byHand = async (): Promise<string> => {
    const { id: caseId } = await at.log(aMissedBin(serviceId), tom);
    const input = { caseId, amountPence: 1200, method: 'cash', receipt: 'T4-0091' } as const;
    return (await world().run(tom, recordCasePayment, input)).id;
  };
  const tonight = async (under = kernel()): Promise<string[]> => {
    world().clock.set(testNow + days * DAY_MS + 18 * HOUR_MS);
    return (await writeIncomeFiles(under)).map((file) => path.relative(folder, file));
  };
  const files = async () => (await world().read(tom, listIncomeFiles, {})).items;
  const textNow = async (name: string): Promise<string> => await readFile(path.join(folder, name), 'utf8');
  const kinds = (text: string): string[] =>
    text.split('\r\n').map((line) => [line[0], line.split(',').at(2), line.split(',').at(-1)].join(' ').trim());

  it('has what was paid and given back until the day’s end, with sums by fund code and a trailer', async () => {
    const id = await paid();
    await byHand();
    const refund = { id, expectedVersion: 2, amountPence: 500, reason: 'Late' };
    await makeRefund(kernel(), (await runCommand(kernel(), tom, refundPayment, refund)).refundId);
    far.payments.at(-1)!.refunds[0]!.state = 'refunded';
    world().clock.advance(HOUR_MS);
    await askDue(kernel());
    const [name = ''] = await tonight();
    expect(name).to.equal(path.join('dunmere', 'income-dunmere-000001.csv'));
    const lines = (await textNow(name)).split('\r\n');
    expect(lines[0]).to.equal('H,MOOTHALL-INCOME,1,dunmere,1,2026-11-17,2026-11-18T04:00:00Z,all');
    expect(lines[1]).to.match(/^D,1,payment,2026-11-17,10:00,online,WASTE-410,\w+-[\w-]+,pay,P-1,3500$/);
    expect(lines[2]).to.match(/^D,2,payment,2026-11-17,10:00,cash,WASTE-410,\w+-[\w-]+,,T4-0091,1200$/);
    expect(lines[3]).to.match(/^D,3,refund,2026-11-17,11:00,online,WASTE-410,\w+-[\w-]+,pay,P-1-R-1,-500$/);
    expect(lines.slice(4)).to.deep.equal(['F,WASTE-410,3,4200', 'T,3,4700,-500,4200', '']);
  });

  it('is written once, numbered without gaps, and none for a day without anything', async () => {
    expect(await tonight()).to.deep.equal([]);
    await paid();
    world().clock.set(testNow + (days += 1) * DAY_MS);
    expect(await tonight()).to.deep.equal([path.join('dunmere', 'income-dunmere-000002.csv')]);
    expect([await tonight(), await tonight()]).to.deep.equal([[], []]);
    expect((await files()).map(({ number, lineCount }) => [number, lineCount])).to.deep.equal([
      [2, 1],
      [1, 3],
    ]);
  });

  it('waits until three at night', async () => {
    await paid();
    world().clock.set(night + (days - 1) * DAY_MS + 4 * HOUR_MS - HOUR_MS);
    await writeIncomeJob.run(kernel(), {});
    expect(await files()).to.have.length(2);
    await tonight();
    expect(await files()).to.have.length(3);
  });

  it('leaves what is recorded by hand where the council’s till tells the income system itself, and the days before its first', async () => {
    await byHand();
    await paid();
    expect(await tonight(kernel('all', '2027-01-01'))).to.deep.equal([]);
    const [name = ''] = await tonight(kernel('providers'));
    expect(kinds(await textNow(name)).filter((line) => line.startsWith('D'))).to.deep.equal(['D payment 3500']);
  });

  it('reverses what was in a file and was cancelled as recorded by mistake', async () => {
    const id = await byHand();
    await tonight();
    world().clock.set(testNow + (days += 1) * DAY_MS);
    await world().run(tom, cancelPayment, { id, expectedVersion: 1, reason: 'Entered twice' });
    const never = await byHand();
    await world().run(tom, cancelPayment, { id: never, expectedVersion: 1, reason: 'Entered twice' });
    const [name = ''] = await tonight();
    expect(kinds(await textNow(name)).filter((line) => line.startsWith('D'))).to.deep.equal(['D reversal -1200']);
    world().clock.set(testNow + (days += 1) * DAY_MS);
    expect(await tonight()).to.deep.equal([]);
  });

  it('is the same whenever it is made again, and never overwrites another', async () => {
    await paid();
    const [name = ''] = await tonight();
    const [file] = await files();
    if (!file) throw new Error('there is a file');
    world().clock.advance(90 * DAY_MS);
    expect(await textOf(kernel(), file)).to.equal(await textNow(name));
    days += 91;
    world().clock.set(testNow + days * DAY_MS);
    await paid();
    const next = path.join(folder, 'dunmere', `income-dunmere-${String(file.number + 1).padStart(6, '0')}.csv`);
    await writeFile(next, 'something else');
    expect(await codeOf(tonight())).to.equal('income_file_differs');
    expect([await readFile(next, 'utf8'), (await files())[0]?.writtenAt]).to.deep.equal(['something else', null]);
    await rm(next);
    expect(await tonight()).to.deep.equal([path.relative(folder, next)]);
    expect((await readdir(path.join(folder, 'dunmere'))).filter((one) => one.endsWith('.part'))).to.deep.equal([]);
  });

  it('has nothing twice though two make it in the same moment', async () => {
    await paid();
    world().clock.set(testNow + days * DAY_MS + 18 * HOUR_MS);
    const before = (await files()).length;
    await Promise.allSettled([writeIncomeFiles(kernel()), writeIncomeFiles(kernel()), writeIncomeFiles(kernel())]);
    expect((await files()).length).to.equal(before + 1);
    const db = kernel().db.read(everyAuthority);
    const sources = await db.rows<{ source: string }>(db.from('income_lines').select('source'));
    expect(new Set(sources.map(({ source }) => source)).size).to.equal(sources.length);
  });

  it('is nobody’s to see without the permission, nor another council’s', async () => {
    const adviser = await world().staff([...caseWork, 'payments.read'], [dunmere]);
    expect((await errorOf(world().read(adviser, listIncomeFiles, {}))).code).to.equal('not_allowed');
    const stranger = await world().staff(taking, [castlebridge]);
    const [file] = await files();
    expect((await world().read(stranger, listIncomeFiles, {})).items).to.deep.equal([]);
    expect((await errorOf(world().read(stranger, getIncomeFile, { id: file?.id ?? '' }))).code).to.equal('not_found');
  });
});
