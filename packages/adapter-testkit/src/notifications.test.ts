import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { notificationsConformance } from './notifications.js';
import { aGateway, gatewayAdapter } from './testing/gateway.js';

const gateway = aGateway();

notificationsConformance({
  adapter: gatewayAdapter,
  settings: (url) => ({ url }),
  secrets: { token: 'swordfish-4821' },
  startFarEnd: gateway.start,
  countSent: gateway.countSent,
});

describe('the conformance suite for notifications', () => {
  const faulty = path.join(import.meta.dirname, 'testing/faulty.js');
  const mocha = path.resolve('node_modules/mocha/bin/mocha.js');

  it('fails an adapter for each thing that it does wrong', async function () {
    this.timeout(30_000);
    const run = promisify(execFile)(process.execPath, [mocha, '--no-config', '--reporter', 'json', faulty]);
    const { stdout } = await run.catch((error: { stdout: string }) => error);
    const { failures } = JSON.parse(stdout.slice(stdout.indexOf('{'))) as { failures: { title: string }[] };
    expect(failures.map(({ title }) => title)).to.include.members([
      'refuses unknown settings and secrets, and each of its own secrets when it is no text',
      'names the hosts that it calls',
      'checks without writing',
      'finds in a check that the credentials are refused',
      'sending: says what kind of failure it is: garbage',
      'sending: says what kind of failure it is: 429',
      'sending: puts neither secrets nor personal data into logs and errors',
      'sends by at least one channel, each of them once',
      'sends once what it is given twice',
      'sends once what it is given again because the answer was lost',
    ]);
  });
});
