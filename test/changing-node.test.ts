import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { checkDriver } from '#cli/releases/check-driver.js';
import { releasesFolder, useRelease } from '#cli/releases/release-folder.js';
import { changeDriver } from '#cli/releases/sqlite-driver.js';
import { processIo } from '#cli/io.js';
import { explainFailure } from '#cli/explain-failure.js';
import { throwAwayFolder } from '#testing/throw-away-folder';
import { newInstallation, runFrom } from './new-installation.js';
import { startRegistry, type StandInRegistry } from './stand-in-registry.js';

interface Report {
  readonly fixed: readonly string[];
  readonly ok: boolean;
  readonly findings: readonly { readonly says: string; readonly fix: string | null; readonly canBeFixed: boolean }[];
}

const own = process.versions.node;
const [older, newer] = ['12.11.9', '13.2.9'];
const isNew = Number(own.split('.')[0]) >= 22;
const [fits, doesNot] = isNew ? [newer, older] : [older, newer];
const works = 'module.exports = class { close() {} };';

describe('an installation whose Node has changed', function () {
  this.timeout(60_000);
  const home = throwAwayFolder('moothall-npm-');
  const { directory } = newInstallation();
  const release = path.join(directory, 'releases', '0.3.0');
  const driver = path.join(release, 'node_modules', 'better-sqlite3');
  let registry: StandInRegistry;
  before(async () => {
    registry = await startRegistry(home, (name) =>
      name === 'better-sqlite3' ? { version: fits, main: works } : { version: '0.3.0' },
    );
    mkdirSync(driver, { recursive: true });
    const dependencies = { '@moothall/core': '0.3.0', 'better-sqlite3': `^${doesNot}` };
    const about = { name: 'moothall-release', version: '0.3.0', dependencies };
    writeFileSync(path.join(release, 'package.json'), JSON.stringify(about));
    install(doesNot, works);
    await useRelease(directory, '0.3.0');
  });
  after(() => {
    registry.close();
    for (const folder of [home, directory]) rmSync(folder, { recursive: true });
  });
  const install = (version: string, main: string): void => {
    writeFileSync(path.join(driver, 'package.json'), JSON.stringify({ name: 'better-sqlite3', version }));
    writeFileSync(path.join(driver, 'index.js'), main);
  };
  const look = (...words: string[]): Promise<Report> => lookIn(registry.environment, ...words);
  const lookIn = async (environment: NodeJS.ProcessEnv, ...words: string[]): Promise<Report> => {
    const all = ['doctor', '--json', '--dir', directory, ...words];
    const { lines } = await runFrom(directory, all, environment);
    return JSON.parse(lines.at(-1) ?? '') as Report;
  };
  const fault = `The SQLite driver ${doesNot} is not for Node ${own}.`;

  it('is told so by doctor, though its driver can be loaded', async () => {
    const { findings, fixed } = await look();
    expect(findings.find(({ says }) => says === fault)).to.include({ canBeFixed: true });
    expect(fixed).to.deep.equal([]);
    expect(checkDriver(processIo(), directory, isNew ? '20.20.0' : '24.21.0'), 'of the other Node').to.equal(undefined);
  });

  it('has the rest looked at and mended where npm can’t fetch the driver', async () => {
    const { ok, findings, fixed } = await lookIn({ ...registry.environment, PATH: path.join(home, 'none') }, '--fix');
    expect(ok).to.equal(false);
    expect(fixed).to.include('The tables are not made yet.').and.not.include(fault);
    const [first, ...others] = findings;
    expect(first).to.include({ says: fault, canBeFixed: true });
    expect(first?.fix).to.include('npm is not installed here');
    expect(others.map(({ says }) => says)).to.include('The database is whole');
  });

  it('keeps the driver that it had, as it was compiled, where another could not be made to work', async () => {
    const binary = path.join(driver, 'build/Release/better_sqlite3.node');
    mkdirSync(path.dirname(binary), { recursive: true });
    writeFileSync(binary, 'compiled');
    const change = changeDriver(release, releasesFolder(directory), () => {
      rmSync(driver, { recursive: true });
      return Promise.reject(new Error('no compiler'));
    });
    expect(String(await change.catch((error: unknown) => error))).to.equal('Error: no compiler');
    expect(readFileSync(binary, 'utf8')).to.equal('compiled');
    await changeDriver(release, releasesFolder(directory), () => Promise.resolve(rmSync(binary)));
    expect(existsSync(binary)).to.equal(false);
    expect(readdirSync(releasesFolder(directory)).filter((name) => name.startsWith('.driver'))).to.deep.equal([]);
  });

  it('gets the driver for it by doctor --fix', async () => {
    const { findings, fixed } = await look('--fix');
    expect(fixed).to.include(fault);
    expect(findings.map(({ says }) => says)).to.not.include(fault);
    const { dependencies } = JSON.parse(readFileSync(path.join(release, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    expect(dependencies).to.deep.equal({ '@moothall/core': '0.3.0', 'better-sqlite3': `^${fits}` });
    expect(checkDriver(processIo(), directory)).to.equal(undefined);
  });

  it('is told so as well where the driver does not load', () => {
    install(fits, 'throw Object.assign(new Error("NODE_MODULE_VERSION 115"), { code: "ERR_DLOPEN_FAILED" })');
    expect(checkDriver(processIo(), directory)?.says).to.equal(`The SQLite driver ${fits} is not for Node ${own}.`);
    const error = Object.assign(new Error('NODE_MODULE_VERSION 115'), { code: 'ERR_DLOPEN_FAILED' });
    expect(explainFailure(error)).to.deep.include({ code: 3 });
    expect(explainFailure(error).text).to.include('moothall doctor --fix').and.include('NODE_MODULE_VERSION 115');
  });
});
