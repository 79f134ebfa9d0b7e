import { Argument, type Command } from 'commander';
import type { ExitState } from '../index.js';
import { openInstance } from '../instance.js';
import type { Io } from '../io.js';
import { proxyFiles, proxyPlaces, type ProxyKind } from '../proxy/proxy-files.js';
import { proxyWanted } from '../proxy/proxy-wanted.js';

interface Options {
  readonly dir: string;
  readonly certificate?: string;
  readonly key?: string;
  readonly json?: boolean;
}

export function addProxyCommand(program: Command, io: Io, exit: ExitState): void {
  program
    .command('proxy')
    .description('the proxy in front of Moothall, which ends TLS')
    .command('print')
    .description('print a configuration for a proxy, by the address, the port and the limits of moothall.yaml')
    .addArgument(new Argument('<proxy>', 'which').choices(Object.keys(proxyFiles)))
    .option('--certificate <file>', 'PEM, with its chain; default: as certbot has it')
    .option('--key <file>', 'PEM')
    .option('--dir <directory>', 'the installation', '.')
    .option('--json', 'print one JSON object')
    .addHelpText('after', '\nExample: moothall proxy print nginx > /etc/nginx/sites-enabled/moothall.conf')
    .action(async (kind: ProxyKind, { dir, certificate, key, json }: Options) => {
      const { config } = await openInstance(io, dir);
      const files = { ...(certificate === undefined ? {} : { certificate }), ...(key === undefined ? {} : { key }) };
      const text = proxyFiles[kind](proxyWanted(config, files));
      if (json) io.line(JSON.stringify({ proxy: kind, place: proxyPlaces[kind], text }));
      else io.write(text);
      exit.code = 0;
    });
}
