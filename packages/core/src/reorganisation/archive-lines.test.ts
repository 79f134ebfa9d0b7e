import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { throwAwayFolder } from '../kernel/testing/throw-away-folder.js';
import { lineOf, linesIn } from './archive-lines.js';

describe('the lines of an archive', () => {
  const file = path.join(throwAwayFolder('moothall-lines-'), 'rows.ndjson');
  const read = async (text: string): Promise<string[]> => {
    writeFileSync(file, text);
    const lines: string[] = [];
    for await (const line of linesIn(file)) lines.push(line);
    return lines;
  };

  it('end with a newline alone, whatever a row holds', async () => {
    const row = { body: 'one\u2028two\u2029three\r\nfour\u0085' };
    expect(lineOf(row)).to.not.match(/[\u2028\u2029]/);
    expect(JSON.parse(lineOf(row))).to.deep.equal(row);
    const rows = [
      lineOf(row),
      `${JSON.stringify(row)}\n`,
      `${JSON.stringify({ long: 'é'.repeat(150_000) })}\n`,
      '{}\n',
    ];
    expect(await read(rows.join(''))).to.deep.equal(rows);
    expect(await read('{}\r\n{}')).to.deep.equal(['{}\r\n', '{}']);
    expect(await read('')).to.deep.equal([]);
  });

  it('hold no link that opens a survey', () => {
    const token = 'Ab_-'.repeat(10) + 'xyz';
    const row = { body: `Tell us: https://desk.council.example/s/${token}\nThank you`, other: `/s/${token}x /s/short` };
    const blanked = { ...row, body: 'Tell us: https://desk.council.example/s/…\nThank you' };
    expect(JSON.parse(lineOf(row))).to.deep.equal(blanked);
  });
});
