import type { Command } from 'commander';
import path from 'node:path';
import type { AdapterShown, CheckedConnection, KnownConnection, SettingRow } from '@moothall/core';
import type { ExitState } from '../index.js';
import { loadCore, withKernel } from '../instance.js';
import type { Io } from '../io.js';
import { addAdapterAddCommand } from './adapter-add.js';
import { addAdapterRemoveCommand } from './adapter-remove.js';
import { addNewAdapterCommand } from './adapter-new.js';

interface Common {
  readonly dir: string;
  readonly json?: boolean;
}

export function addAdapterCommand(program: Command, io: Io, exit: ExitState): void {
  const adapter = program.command('adapter').description('write adapters, and look after connections to other systems');
  for (const add of [addAdapterAddCommand, addAdapterRemoveCommand, addNewAdapterCommand, addList, addCheck, addShow])
    add(adapter, io, exit);
}

function addList(adapter: Command, io: Io, exit: ExitState): void {
  adapter
    .command('list')
    .description('list the connections of this installation: how they are, and whom they serve')
    .option('--dir <directory>', 'the installation', '.')
    .option('--json', 'print one JSON object')
    .addHelpText('after', '\nExample: moothall adapter list --dir /srv/moothall')
    .action(async ({ dir, json }: Common) => {
      const connections = await withKernel(io, dir, (kernel, core) => core.listConnections(kernel));
      if (json) io.line(JSON.stringify({ connections }));
      else if (connections.length === 0) io.line('No other system is connected.');
      else for (const one of connections) for (const line of listed(one)) io.line(line);
      exit.code = 0;
    });
}

function listed({ name, state, title, use, kind, fault, ...one }: KnownConnection): string[] {
  const councils = one.authorities === 'all' ? 'every council' : one.authorities.join(', ');
  const services = one.services === 'all' ? '' : `, ${one.services.join(', ')} alone`;
  const system = [title ?? use, kind].filter((part) => part !== null).join(', ');
  return [
    `${name.padEnd(16)} ${state.padEnd(16)} ${system}`,
    `  serves ${councils}${services}; ${one.waiting} waiting, ${one.givenUp} given up`,
    ...(fault === null ? [] : [`  ${fault}`]),
  ];
}

function addCheck(adapter: Command, io: Io, exit: ExitState): void {
  adapter
    .command('check')
    .description('check settings, connection and credentials of one connection or of all; nothing is written there')
    .argument('[connection]', 'as moothall.yaml names it; without it, all')
    .option('--dir <directory>', 'the installation', '.')
    .option('--json', 'print one JSON object')
    .addHelpText('after', '\nIt ends with 1 when something is wrong.\n\nExample: moothall adapter check mail')
    .action(async (name: string | undefined, { dir, json }: Common) => {
      const checked = await withKernel(io, dir, (kernel, core) => core.checkConnections(kernel, name));
      if (json) io.line(JSON.stringify({ ok: checked.every(({ ok }) => ok), connections: checked }));
      else if (checked.length === 0) io.line('No other system is connected.');
      else for (const one of checked) io.line(found(one));
      exit.code = checked.every(({ ok }) => ok) ? 0 : 1;
    });
}

function found({ name, ok, code, detail }: CheckedConnection): string {
  return ok ? `${name}: all is well` : `${name}: ${code ?? ''}: ${detail ?? ''}`;
}

function addShow(adapter: Command, io: Io, exit: ExitState): void {
  adapter
    .command('show')
    .description('print what an adapter can be told: its settings and secrets')
    .argument('<adapter>', 'a connection of moothall.yaml, a package, or a file such as ./our-adapter.js')
    .option('--dir <directory>', 'the installation', '.')
    .option('--json', 'print one JSON object')
    .addHelpText('after', '\nExample: moothall adapter show @moothall/adapter-sandbox/notifications')
    .action(async (named: string, { dir, json }: Common) => {
      const core = await loadCore();
      const shown = await core.showAdapter(named, path.resolve(io.directory, dir), io.environment);
      if (json) io.line(JSON.stringify(shown));
      else for (const line of reference(shown)) io.line(line);
      exit.code = 0;
    });
}

function reference({ use, kind, title, settings, secrets }: AdapterShown): string[] {
  return [
    `${title}: ${use}, of the kind ${kind}`,
    '',
    'In moothall.yaml, under settings:',
    ...rows(settings),
    '',
    'In secrets.yaml:',
    ...rows(secrets),
  ];
}

function rows(list: readonly SettingRow[]): string[] {
  if (list.length === 0) return ['  nothing'];
  return list.map(({ name, takes, isRequired, fallback, about }) => {
    const words = [takes, isRequired ? 'required' : '', fallback === undefined ? '' : `without it ${fallback}`];
    return `  ${name}: ${[...words, about].filter(Boolean).join('; ')}`;
  });
}
