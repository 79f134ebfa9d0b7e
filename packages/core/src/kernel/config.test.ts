import { expect } from 'chai';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ConfigError, readConfig, type Config } from './config.js';

const key = Buffer.alloc(32, 7).toString('base64');

describe('configuration', () => {
  let directory: string;
  beforeEach(() => (directory = mkdtempSync(path.join(os.tmpdir(), 'moothall-config-'))));
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  function read(settings: string, secrets = `key: ${key}`, environment: NodeJS.ProcessEnv = {}): Config {
    writeFileSync(path.join(directory, 'moothall.yaml'), settings);
    writeFileSync(path.join(directory, 'secrets.yaml'), secrets, { mode: 0o600 });
    return readConfig(directory, environment);
  }
  const faults = (work: () => unknown): readonly string[] => {
    try {
      work();
    } catch (error) {
      if (error instanceof ConfigError) return error.faults;
      throw error;
    }
    return [];
  };

  it('has a default for everything but the key', () => {
    const config = read('');
    expect(config.listen).to.deep.equal({ host: '127.0.0.1', port: 3000, trustedProxies: 0 });
    expect(config.database).to.deep.equal({ engine: 'sqlite', file: 'moothall.sqlite' });
    expect(config.data).to.equal(path.join(directory, 'data'));
    expect(config.sessions.secondFactor).to.equal('required');
  });

  it('takes a place for a continuous copy that is one of its connections', () => {
    const copy = 'backups: { copy: { connection: aside } }';
    const { backups } = read(`adapters: { aside: { use: './aside.js' } }\n${copy}`);
    expect(backups.copy).to.deep.equal({ connection: 'aside', everySeconds: 5, keepDays: 7 });
    expect(faults(() => read(copy))).to.deep.equal([
      'moothall.yaml: backups.copy.connection: there is no connection aside under adapters',
    ]);
  });

  it('reports every fault at once, each with its place and the fix', () => {
    const found = faults(() =>
      read('listen: { port: 99999, hots: x }\nfiles: { maxBytes: 1 }\nlogg: {}', 'key: short'),
    );
    expect(found).to.have.length(5);
    expect(found.join('\n'))
      .to.match(/listen\.port/)
      .and.match(/listen\.hots is not a setting/)
      .and.match(/files\.maxBytes/)
      .and.match(/logg is not a setting/)
      .and.match(/secrets\.yaml: key: Use at least 32 random bytes/);
  });

  it('takes the environment over the file', () => {
    const environment = { MOOTHALL__LISTEN__PORT: '8080', MOOTHALL__SESSIONS__IDLE_MINUTES: '30', HOME: '/root' };
    const config = read('listen: { port: 4000 }', `key: ${key}`, environment);
    expect([config.listen.port, config.sessions.idleMinutes]).to.deep.equal([8080, 30]);
  });

  it('refuses unknown names in the environment, and names that reach a prototype', () => {
    expect(faults(() => read('', `key: ${key}`, { MOOTHALL__LISTN__PORT: '1' }))[0]).to.match(/listn is not a setting/);
    expect(faults(() => read('', `key: ${key}`, { MOOTHALL____PROTO____X: '1' }))[0]).to.match(/not a setting/);
  });

  it('refuses a secrets file that others can read', () => {
    read('');
    chmodSync(path.join(directory, 'secrets.yaml'), 0o644);
    expect(faults(() => readConfig(directory, {}))[0]).to.match(/chmod 600/);
  });

  it('says which file is not YAML', () => {
    expect(faults(() => read('listen: [')).some((fault) => fault.startsWith('moothall.yaml:'))).to.equal(true);
  });
});
