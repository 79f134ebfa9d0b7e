import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';

describe('the conformance suite for payments', () => {
  const faulty = path.join(import.meta.dirname, 'testing/faulty-payments.js');
  const mocha = path.resolve('node_modules/mocha/bin/mocha.js');

  it('fails an adapter for each thing that it does wrong', async function () {
    this.timeout(30_000);
    const run = promisify(execFile)(process.execPath, [mocha, '--no-config', '--reporter', 'json', faulty]);
    const { stdout } = await run.catch((error: { stdout: string }) => error);
    const { failures } = JSON.parse(stdout.slice(stdout.indexOf('{'))) as { failures: { title: string }[] };
    expect(failures.map(({ title }) => title)).to.include.members([
      'starting a payment: puts neither secrets nor personal data into logs and errors',
      'takes payments by at least one way, each of them named once',
      'starts a payment of the whole amount, and says where it is paid',
      'starts once what it is given twice, or again because the answer was lost',
      'finds what was paid under a key instead of starting it again',
      'says how a payment stands: started, then paid',
      'says how a payment stands: started, then expired',
      'says that the far end doesn’t know a payment',
      'cancels what isn’t paid, once, and nothing that is',
      'gives back a part, and then another of the same amount',
      'gives back once what it is asked twice, or again because the answer was lost',
      'refuses to give back more than was paid',
      'lists what began in a period, each once, with how it stands',
    ]);
  });
});
