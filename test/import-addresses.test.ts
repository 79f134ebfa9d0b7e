import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { newInstallation, type Installation } from './new-installation.js';

describe('moothall import addresses', function () {
  this.timeout(60_000);
  let run: Installation['run'];
  let directory: string;
  before(async () => {
    ({ run, directory } = newInstallation());
    const more = ['--tier', 'district', '--name'];
    await run('authority', 'add', 'dunmere', '--prefix', 'DU', ...more, 'Dunmere District Council');
    await run('authority', 'add', 'westmoor', '--prefix', 'WM', ...more, 'Westmoor Council');
  });
  after(() => rmSync(directory, { recursive: true, force: true }));

  const fixture = (name: string): string =>
    readFileSync(path.resolve('packages/core/src/places/import/fixtures', name), 'utf8');
  const file = (name: string, text: string): string => {
    writeFileSync(path.join(directory, name), text);
    return name;
  };
  /** An update of nothing, of that day. */
  const updateOf = (day: string): string =>
    `10,"Invented Hub",9999,${day},1,${day},09:00:00,"2.0","C"\n99,0,0,${day},09:00:00\n`;

  it('says which connection to add where none reads files', async () => {
    const { code, errors } = await run('import', 'addresses', file('premium.csv', fixture('premium.csv')));
    expect(code).to.not.equal(0);
    expect(errors).to.include('Add one to moothall.yaml that uses @moothall/adapter-addresses-addressbase');
  });

  it('reads several files in their order by the connection that serves the council, and counts the addresses', async () => {
    const use = "use: '@moothall/adapter-addresses-addressbase'";
    const stanza = `adapters:\n  ours: { ${use}, authorities: [dunmere] }\n  theirs: { ${use}, authorities: [westmoor] }\n`;
    appendFileSync(path.join(directory, 'moothall.yaml'), stanza);
    const files = [file('premium.csv', fixture('premium.csv')), file('april.csv', updateOf('2027-04-01'))];
    const { code, lines, errors } = await run('import', 'addresses', ...files, '--authority', 'dunmere');
    expect(code, errors).to.equal(0);
    expect(lines).to.include('Addresses: 2 added, 0 changed, 0 retired.');
    expect(lines.filter((line) => line.endsWith('.csv:'))).to.deep.equal(['premium.csv:', 'april.csv:']);
  });

  it('uses no connection of another council, whatever is asked for', async () => {
    const { code, errors } = await run(
      'import',
      'addresses',
      'premium.csv',
      '--authority',
      'dunmere',
      '-o',
      'via=theirs',
    );
    expect(code).to.not.equal(0);
    expect(errors).to.include('No connection theirs reads files of addresses for this council. Use ours');
  });

  it('takes no further file after one that is refused', async () => {
    const files = [file('march.csv', updateOf('2027-03-31')), file('may.csv', updateOf('2027-05-01'))];
    const { code, lines, errors } = await run('import', 'addresses', ...files, '--authority', 'dunmere');
    expect(code).to.not.equal(0);
    expect(errors).to.include('This update is of 31 March 2027');
    expect(lines).to.not.include('may.csv:');
  });

  it('names a file that is not there, and one format too many', async () => {
    expect(await run('import', 'addresses', 'premium.csv', 'absent.csv')).to.include({ code: 3 });
    const { errors } = await run('import', 'addresses', 'premium.csv', '--authority', 'dunmere', '-o', 'format=paper');
    expect(errors).to.include('Use one of addressbase-core, addressbase-plus, addressbase-premium, llpg');
  });
});
