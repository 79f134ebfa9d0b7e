import { spawn } from 'node:child_process';
import { expect } from 'chai';
import { giveToken } from '#core/testing/api-token.js';
import { castlebridge, onBothEngines } from '#core/testing/harness.js';
import { addPerson, startHttp, type TestHttp } from '#core/testing/http.js';

interface Recall {
  readonly recallAt1: number;
  readonly recallAt3: number;
  readonly recallAt5: number;
}
interface Figures extends Recall {
  readonly loaded: number;
  readonly questions: number;
  readonly afterLearning: Recall;
}

onBothEngines('the example that measures the search from outside', (world) => {
  let http: TestHttp;
  let token: string;
  before(async () => {
    http = await startHttp(world());
    const { personId } = await addPerson(world(), { roles: [['castlebridge', 'knowledge-editor']] });
    token = await giveToken(world().kernel, personId, ['knowledge.read', 'knowledge.edit']);
  });
  after(() => http.close());

  const measure = (...more: string[]) =>
    runExample(['--url', http.address, '--authority', String(castlebridge), ...more], { MOOTHALL_TOKEN: token });

  it('loads, asks, teaches and asks again with a token alone, and prints recall at 1, 3 and 5', async () => {
    const { printed, code } = await measure('--json', 'examples/search/questions.json');
    expect(code, printed).to.equal(0);
    const { loaded, questions, afterLearning, ...before } = JSON.parse(printed) as Figures;
    expect([loaded, questions]).to.deep.equal([4, 16]);
    expect(before.recallAt3).to.be.below(0.5);
    expect(afterLearning.recallAt1).to.be.above(before.recallAt5);
    expect(afterLearning.recallAt3).to.be.at.least(0.85);
    expect(afterLearning.recallAt5).to.be.at.least(afterLearning.recallAt3);
  });

  it('may be run again: nothing is loaded or counted twice, and the figures stay', async () => {
    const { printed, code } = await measure('examples/search/questions.json');
    expect(code, printed).to.equal(0);
    expect(printed).to.match(/^4 articles \(0 new\), 16 questions, 33 enquiries of 33 customers\nRecall at +1 +3 +5\n/);
    const [, before, after] = /before +(.*)\nafter learning +(.*)\n/.exec(printed) ?? [];
    expect(after).to.equal(before);
  });

  it('says what is wrong with its orders, and what the API refuses', async () => {
    expect((await runExample([], {})).printed).to.include('Set MOOTHALL_TOKEN');
    expect((await measure()).printed).to.include('--authority NUMBER FILE.json');
    const stranger = await runExample(['--url', http.address, '--authority', '3', 'examples/search/questions.json'], {
      MOOTHALL_TOKEN: token,
    });
    expect(stranger.code).to.equal(1);
    expect(stranger.printed).to.include('POST /knowledge/articles: 404 not_found');
  });
});

async function runExample(args: readonly string[], environment: Record<string, string>) {
  const child = spawn(process.execPath, ['examples/search/measure-search.mjs', ...args], { env: environment });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { printed, code };
}
