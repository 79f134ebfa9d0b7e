import { expect } from 'chai';
import type { Database, Reads } from '../kernel/db/database.js';
import type { Kernel } from '../kernel/kernel.js';
import { runQuery } from '../kernel/query.js';
import { onBothEngines } from '../testing/harness.js';
import { addTask } from './commands/add-task.js';
import { listQueue } from './list-queries.js';
import { getCasePage } from './page/page-queries.js';
import { countWork } from './queue/count-work.js';
import { caseWorld, type CaseWorld } from './testing/case-world.js';

onBothEngines('the cost of hot pages', (world) => {
  let at: CaseWorld;
  before(async () => {
    at = await caseWorld(world());
  });

  it('is six statements for a case’s page', async () => {
    const { id, reference } = await at.log();
    await world().run(at.officer, addTask, { caseId: id, title: 'Send the crew back' });
    const { kernel, count } = counting(world().kernel);
    const page = () => runQuery(kernel, at.officer, getCasePage, { reference });
    await page();
    expect(await count(page)).to.be.at.most(6);
  });

  it('is three statements for a queue, however many cases it lists', async () => {
    for (let times = 0; times < 5; times += 1) await at.log();
    const { kernel, count } = counting(world().kernel);
    const queue = () => runQuery(kernel, at.officer, listQueue, { team: at.teamId });
    await queue();
    expect(await count(queue)).to.be.at.most(3);
  });

  it('is two statements for the counts beside the navigation, which no page waits for', async () => {
    const { kernel, count } = counting(world().kernel);
    const counts = () => runQuery(kernel, at.officer, countWork, { teams: [at.teamId] });
    expect(await count(counts)).to.equal(2);
  });
});

interface Counting {
  readonly kernel: Kernel;
  readonly count: (work: () => Promise<unknown>) => Promise<number>;
}

/** A kernel that counts the statements that are read. */
function counting(kernel: Kernel): Counting {
  let statements = 0;
  const counted = (reads: Reads): Reads => ({
    ...reads,
    all: (statement, params) => ((statements += 1), reads.all(statement, params)),
    first: (statement, params) => ((statements += 1), reads.first(statement, params)),
    rows: (builder) => ((statements += 1), reads.rows(builder)),
    within: (scope) => counted(reads.within(scope)),
  });
  const db: Database = { ...kernel.db, read: (scope) => counted(kernel.db.read(scope)) };
  return {
    kernel: { ...kernel, db },
    count: async (work) => {
      statements = 0;
      await work();
      return statements;
    },
  };
}
