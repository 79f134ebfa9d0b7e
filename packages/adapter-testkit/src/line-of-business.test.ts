import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { lineOfBusinessConformance } from './line-of-business.js';
import { aDepot, depotAdapter } from './testing/depot.js';

const { start, ...depot } = aDepot();

lineOfBusinessConformance({
  ...depot,
  adapter: depotAdapter,
  settings: (url) => ({ url, services: ['missed-bin'] }),
  secrets: { token: 'swordfish-4821' },
  startFarEnd: start,
  service: { key: 'missed-bin' },
  changedTo: { key: 'in-progress', outcome: null },
});

describe('the conformance suite for lines of business', () => {
  const faulty = path.join(import.meta.dirname, 'testing/faulty-depot.js');
  const mocha = path.resolve('node_modules/mocha/bin/mocha.js');

  it('fails an adapter for each thing that it does wrong', async function () {
    this.timeout(60_000);
    const run = promisify(execFile)(process.execPath, [mocha, '--no-config', '--reporter', 'json', faulty]);
    const { stdout } = await run.catch((error: { stdout: string }) => error);
    const { failures } = JSON.parse(stdout.slice(stdout.indexOf('{'))) as { failures: { title: string }[] };
    expect(failures.map(({ title }) => title)).to.include.members([
      'creating: puts neither secrets nor personal data into logs and errors',
      'creates once what it is given again because the answer was lost',
      'refuses a service that its settings do not map, as one that only staff can put right',
      'takes photos with a case',
      'takes a photo that was put on a case later, once, also where the answer was lost',
      'tells the far end something once, whatever kind of word it is',
      'takes a case back, and no harm is done by doing so twice',
      'tells of a change with its status as the settings map it, and with the far end’s word',
      'hands over the photos that come with a change, and says where they lie',
      'names a change alike however often it tells of it, and no two alike',
      'goes on from where it was after a far end that failed',
    ]);
  });
});
