import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { countAside, keepAside, readKeptLines, removeAside } from './kept-lines.js';
import { throwAwayFolder } from './testing/throw-away-folder.js';

describe('lines that are kept', () => {
  const folder = throwAwayFolder('moothall-kept-lines-');
  after(() => rmSync(folder, { recursive: true }));

  it('are none of a file that was entered since it was listed, and a fault of one that can’t be read', async () => {
    expect(await readKeptLines(path.join(folder, '1-1.jsonl'))).to.deep.equal([]);
    mkdirSync(path.join(folder, 'a-folder'));
    const fault = await readKeptLines(path.join(folder, 'a-folder')).catch((error: unknown) => error);
    expect(fault).to.have.property('code', 'EISDIR');
  });

  it('are taken off those that were put aside by what they say, and that is answered', async () => {
    const file = path.join(folder, '1-1.jsonl');
    await keepAside(file, 'unreadable-0', { word: 'one' });
    await keepAside(file, 'two', { word: 'two' });
    expect(await countAside(folder)).to.equal(2);
    const remove = (word: string) => removeAside(folder, (line) => (line as { word: string }).word === word);
    expect([await remove('one'), await remove('one')]).to.deep.equal([true, false]);
    expect(readdirSync(folder).filter((name) => name.endsWith('.refused'))).to.deep.equal(['1-1-two.refused']);
  });
});
