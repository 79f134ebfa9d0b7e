import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { proxyFiles } from '#cli/proxy/proxy-files.js';
import { systemdUnit } from '#cli/service/systemd-unit.js';
import { throwAwayFolder } from '#testing/throw-away-folder';
import { newInstallation, type Installation } from './new-installation.js';

const hasProgram = (name: string): boolean => spawnSync(name, ['--version']).error === undefined;

describe('moothall service', () => {
  let installation: Installation;
  let aside: string;
  before(() => {
    installation = newInstallation();
    aside = throwAwayFolder('moothall-service-');
  });
  after(() => {
    for (const folder of [installation.directory, aside]) rmSync(folder, { recursive: true });
  });

  it('prints a unit that can write to the installation’s own folders alone', async () => {
    const { code, lines } = await installation.run('service', 'print', '--user', 'moothall', '--web', '2');
    const unit = lines.join('\n');
    expect(code).to.equal(0);
    const folders = ['data', 'backups', 'logs', 'run'].map((name) => path.join(installation.directory, name));
    expect(unit).to.contain(`ReadWritePaths=${folders.join(' ')}\n`);
    for (const line of ['User=moothall', 'ProtectSystem=strict', 'NoNewPrivileges=yes', 'PrivateTmp=yes'])
      expect(unit.split('\n')).to.include(line);
    expect(unit).to.contain('--web 2 --workers 1').and.to.contain('CapabilityBoundingSet=\n');
  });

  it('prints one that systemd understands and finds well locked', async function () {
    if (!hasProgram('systemd-analyze')) return this.skip();
    const file = path.join(aside, 'moothall.service');
    const { lines } = await installation.run('service', 'print', '--user', 'root');
    writeFileSync(file, lines.join(''));
    const verified = spawnSync('systemd-analyze', ['verify', '--man=no', file], { encoding: 'utf8' });
    expect(verified.stderr.split('\n').filter((line) => line.includes('moothall'))).to.deep.equal([]);
    const judged = spawnSync('systemd-analyze', ['security', '--offline=true', '--threshold=25', file], {
      encoding: 'utf8',
    });
    expect(judged.status, judged.stdout).to.equal(0);
  });

  it('may listen below port 1024 with that one right, and keeps odd names whole', () => {
    const about = { user: 'moothall', node: '/usr/bin/node', command: '/opt/m.js', web: 1, workers: 1 };
    const unit = systemdUnit({
      ...about,
      root: '/srv/our 100% hall',
      writes: [path.join('/home', 'a b', 'data')],
      port: 443,
    });
    expect(unit).to.contain('AmbientCapabilities=CAP_NET_BIND_SERVICE').and.to.contain('--dir "/srv/our 100%% hall"');
    expect(unit).to.contain('ReadWritePaths="').and.to.contain('ProtectHome=read-only');
  });

  it('writes it, leaves one that says the same, and no other unless told to', async () => {
    const file = path.join(aside, 'written.service');
    const install = (...words: string[]) => installation.run('service', 'install', '--to', file, ...words);
    expect(JSON.parse((await install('--json')).lines[0] ?? '')).to.include({ file, written: true });
    expect(JSON.parse((await install('--json')).lines[0] ?? '')).to.include({ written: false });
    const refused = await install('--web', '3');
    expect([refused.code, refused.errors.includes('--yes')]).to.deep.equal([1, true]);
    expect((await install('--web', '3', '--yes')).code).to.equal(0);
    expect(readFileSync(file, 'utf8')).to.contain('--web 3');
    expect((await install('--user', 'a;b')).code).to.equal(1);
  });
});

describe('moothall proxy print', () => {
  let installation: Installation;
  before(() => void (installation = newInstallation()));
  after(() => rmSync(installation.directory, { recursive: true }));
  const settings = (text: string): void =>
    writeFileSync(path.join(installation.directory, 'moothall.yaml'), `log: { level: silent }\n${text}`);

  it('takes the name, the port and the limits from the configuration', async () => {
    settings(
      'origin: https://desk.dunmere.example\nlisten: { port: 3100, trustedProxies: 1 }\nfiles: { maxBytes: 5242880 }\n',
    );
    for (const [kind, says] of [
      [
        'nginx',
        ['server_name desk.dunmere.example;', 'proxy_pass http://127.0.0.1:3100;', 'client_max_body_size 52m;'],
      ],
      ['caddy', ['desk.dunmere.example {', 'reverse_proxy 127.0.0.1:3100', 'max_size 52MiB', 'flush_interval -1']],
      ['apache', ['ServerName desk.dunmere.example', 'http://127.0.0.1:3100/', 'LimitRequestBody 54525952']],
    ] as const) {
      const { code, lines, errors } = await installation.run('proxy', 'print', kind);
      expect(code, errors).to.equal(0);
      for (const part of says) expect(lines.join('')).to.contain(part);
    }
    expect((await installation.run('proxy', 'print', 'squid')).code).to.equal(2);
  });

  it('believes no address that the browser claims, unless other proxies are in front', () => {
    const about = { host: 'desk.example', upstream: '127.0.0.1:3000', bodyMegabytes: 12, certificate: 'c', key: 'k' };
    expect(proxyFiles.nginx({ ...about, isFirst: true })).to.contain('X-Forwarded-For $remote_addr;');
    expect(proxyFiles.nginx({ ...about, isFirst: false })).to.contain('$proxy_add_x_forwarded_for');
    expect(proxyFiles.apache({ ...about, isFirst: true })).to.contain('unset X-Forwarded-For');
    expect(proxyFiles.apache({ ...about, isFirst: false })).not.to.contain('unset X-Forwarded-For');
  });

  it('says what is missing without an address with TLS', async () => {
    settings('origin: http://desk.dunmere.example\n');
    const { code, errors } = await installation.run('proxy', 'print', 'nginx');
    expect([code, errors.includes('moothall config set origin')]).to.deep.equal([1, true]);
  });

  it('prints what nginx reads without a complaint', async function () {
    if (!hasProgram('nginx') || !hasProgram('openssl')) return this.skip();
    settings('origin: https://desk.dunmere.example\nlisten: { trustedProxies: 1 }\n');
    const at = (name: string): string => path.join(installation.directory, name);
    const subject = ['-subj', '/CN=desk.dunmere.example', '-days', '1', '-keyout', at('k.pem'), '-out', at('c.pem')];
    spawnSync('openssl', [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      ...subject,
    ]);
    expect(existsSync(at('c.pem'))).to.equal(true);
    const files = ['--certificate', at('c.pem'), '--key', at('k.pem')];
    const { lines } = await installation.run('proxy', 'print', 'nginx', ...files);
    const whole = `pid ${at('nginx.pid')};\nerror_log stderr;\nevents {}\nhttp {\naccess_log off;\n${lines.join('')}\n}\n`;
    writeFileSync(at('nginx.conf'), whole);
    const checked = spawnSync('nginx', ['-t', '-p', installation.directory, '-c', at('nginx.conf')], {
      encoding: 'utf8',
    });
    expect(checked.status, checked.stderr).to.equal(0);
  });
});
