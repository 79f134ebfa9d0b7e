import type { Command } from 'commander';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ExitState } from '../index.js';
import { withKernel } from '../instance.js';
import type { Io } from '../io.js';
import { addOwnerOptions, ownerIn, type OwnerOptions } from '../pack-file.js';

interface Options extends OwnerOptions {
  readonly to?: string;
  readonly name?: string;
  readonly numbered?: string;
  readonly title?: string;
  readonly by?: string;
  readonly licence?: string;
  readonly about?: string;
}

const help = `
The file holds the service as it is published, the articles about it as the council’s advisers read them, and tests to
begin with. Made from an installed pack, it keeps that pack’s name, tests and connections, and has the next number where
something was changed. Look through it before you give it away: what is written in a form or an article is the
council’s own, with its telephone numbers and addresses.

Examples:
  moothall pack export pothole --authority westmoor --to pothole.yaml
  moothall pack export pothole --authority westmoor --numbered 2.0.0 --by "Westmoor County Council" --licence CC-BY-4.0`;

export function addExportCommand(pack: Command, io: Io, exit: ExitState): void {
  const made = pack
    .command('export')
    .description('make a pack of a service')
    .argument('<service>', 'the service’s key')
    .option('--to <file>', 'where it is written, unless something is there; without it, it is printed')
    .option('--name <name>', 'of the pack; else the service’s key')
    .option('--numbered <version>', 'its version, such as 1.0.0')
    .option('--title <words>', 'what it is called; else as the service is')
    .option('--by <words>', 'whom to ask about it')
    .option('--licence <name>', 'as SPDX names it; else CC0-1.0')
    .option('--about <words>', 'what it is for');
  addOwnerOptions(made)
    .addHelpText('after', help)
    .action(async (service: string, options: Options) => {
      const place = options.to === undefined ? undefined : path.resolve(io.directory, options.to);
      if (place !== undefined && existsSync(place)) throw new Error(`${place} is there already. Name another file.`);
      const { name, numbered: version, title, by, licence, about } = options;
      const told = { name, version, title, by, licence, about };
      const given = Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined));
      const { found, text } = await withKernel(io, options.dir, async (kernel, core) => {
        const found = await core.exportService(kernel, { owner: ownerIn(options), service, ...given });
        return { found, text: core.writePack(found) };
      });
      if (place !== undefined) writeFileSync(place, text, { flag: 'wx' });
      if (options.json)
        io.line(
          JSON.stringify(place === undefined ? found : { file: place, name: found.name, version: found.version }),
        );
      else if (place === undefined) io.write(text);
      else io.line(`${found.title} ${found.version} is written: ${place}`);
      exit.code = 0;
    });
}
