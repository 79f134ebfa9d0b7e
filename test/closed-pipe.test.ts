import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';

describe('moothall, when nobody reads on', () => {
  it('ends as it would have, and says nothing of the pipe that was closed', async () => {
    const child = spawn(process.execPath, ['packages/cli/bin/moothall.js', '--help']);
    child.stdout.destroy(); // as `head` does when it has what it wants
    const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'close') as Promise<[number]>]);
    expect({ said, code }).to.deep.equal({ said: '', code: 0 });
  });
});
