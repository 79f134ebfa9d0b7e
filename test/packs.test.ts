import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { newInstallation, runFrom, type Installation } from './new-installation.js';

const example = path.resolve('examples/packs/missed-bin-collection.yaml');

describe('moothall pack', function () {
  this.timeout(60_000);
  let here: Installation;
  const file = (name: string): string => path.join(here.directory, name);
  const pack = (...words: string[]) => here.run('pack', ...words);
  const newer = (): string =>
    readFileSync(example, 'utf8')
      .replace('version: 1.0.0', 'version: 1.1.0')
      .replace('name: Missed bin collection\n  group', 'name: A missed bin\n  group');

  before(async () => {
    here = newInstallation();
    const council = ['--name', 'Dunmere District Council', '--tier', 'district', '--prefix', 'DU'];
    await here.run('authority', 'add', 'dunmere', ...council, '--gss', 'E07000999');
  });
  after(() => rmSync(here.directory, { recursive: true, force: true }));

  it('looks at a file without an installation, and names every fault and every test that fails', async () => {
    const elsewhere = (...words: string[]) => runFrom('/', ['pack', 'check', ...words]);
    const sound = await elsewhere(example);
    expect([sound.code, sound.lines[0]]).to.deep.equal([0, 'Missed bin collection 1.0.0 is sound: 12 tests passed.']);
    writeFileSync(
      file('faults.yaml'),
      readFileSync(example, 'utf8').replace('licence:', 'license:').replace('title: Missed', 'titel: Missed'),
    );
    const faults = await elsewhere(file('faults.yaml'));
    expect(faults.code).to.equal(1);
    expect(faults.errors).to.contain('license: There is no field called "license"').and.contain('title: Give title');
    writeFileSync(file('fails.yaml'), readFileSync(example, 'utf8').replace('team: waste-clinical\n', 'team: waste\n'));
    const fails = await elsewhere(file('fails.yaml'), '--json');
    expect(fails.code).to.equal(1);
    const told = JSON.parse(fails.lines[0] ?? '') as { isSound: boolean; tests: { failures: string[] }[] };
    expect(told.isSound).to.equal(false);
    expect(told.tests.flatMap(({ failures }) => failures)).to.deep.equal(['team: waste, not waste-clinical']);
    expect((await elsewhere('/nowhere.yaml')).code).to.equal(3);
  });

  it('writes nothing before it is confirmed, nor while a team is lacking', async () => {
    const lacking = await pack('install', example, '--authority', 'E07000999');
    expect([lacking.code, lacking.errors]).to.satisfy(
      ([code, errors]: [number, string]) => code === 1 && errors.includes('--team waste=…'),
    );
    const asked = await pack('install', example, '--add-teams');
    expect([asked.code, asked.errors.includes('--yes')]).to.deep.equal([1, true]);
    expect((await pack('install', example, '--add-teams', '--dry-run')).code).to.equal(0);
    expect((await pack('install', example, '--authority', 'nowhere')).errors).to.contain('(dunmere)');
    expect((await pack('install', example, '--authority', 'dunmere', '--partnership')).errors).to.contain('not both');
    expect((await pack('list')).lines).to.deep.equal(['No pack is installed.']);
  });

  it('installs, shows what its connection needs, and changes nothing when it is run again', async () => {
    const done = await pack('install', example, '--authority', 'E07000999', '--add-teams', '--yes');
    expect(done.code, done.errors).to.equal(0);
    expect(done.lines.join('\n')).to.contain('use: ').and.contain('- dunmere').and.contain('code: MISSED_BIN');
    const again = await pack('install', example, '--json');
    expect(JSON.parse(again.lines[0] ?? '')).to.deep.include({ isNothing: true, isWritten: false, from: '1.0.0' });
    expect(again.code).to.equal(0);
    expect((await pack('list')).lines).to.deep.equal([
      'dunmere  missed-bin-collection 1.0.0  0 differences of our own',
    ]);
  });

  it('says what a newer file would change, and brings it in', async () => {
    writeFileSync(file('newer.yaml'), newer());
    const diff = await pack('diff', file('newer.yaml'), '--json');
    expect((JSON.parse(diff.lines[0] ?? '') as { differences: object[] }).differences).to.deep.equal([
      {
        path: 'service.name',
        kind: 'updated',
        base: 'Missed bin collection',
        ours: 'Missed bin collection',
        theirs: 'A missed bin',
      },
    ]);
    const done = await pack('install', file('newer.yaml'), '--yes');
    expect(done.lines).to.include('  service.name: “Missed bin collection” becomes “A missed bin”');
    expect((await pack('diff', 'missed-bin-collection')).lines).to.deep.equal([
      'Missed bin collection 1.1.0 at Dunmere District Council: as the pack has it',
    ]);
    expect((await pack('diff', 'potholes')).errors).to.contain('moothall pack list');
  });

  it('makes the file of a service, and writes over none', async () => {
    const made = await pack('export', 'missed-bin-collection', '--to', file('made.yaml'));
    expect(made.code, made.errors).to.equal(0);
    expect((await runFrom('/', ['pack', 'check', file('made.yaml')])).code).to.equal(0);
    const there = JSON.parse((await pack('install', file('made.yaml'), '--json')).lines[0] ?? '') as object;
    expect(there).to.deep.include({ isNothing: true });
    expect((await pack('export', 'missed-bin-collection', '--to', file('made.yaml'))).code).to.equal(1);
    expect((await pack('export', 'potholes', '--to', file('none.yaml'))).errors).to.contain('no service potholes');
    expect(existsSync(file('none.yaml'))).to.equal(false);
  });
});
