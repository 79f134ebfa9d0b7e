import type { Command } from 'commander';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { LeavePlan, SignedProof } from '@moothall/core';
import type { ExitState } from '../index.js';
import { openInstance, withKernel, type Core } from '../instance.js';
import type { Io } from '../io.js';
import { collectSettings, settingsIn } from '../settings.js';

interface LeaveOptions {
  readonly dir: string;
  readonly to?: string;
  readonly option?: string[];
  readonly json?: boolean;
}

export function addLeaveCommand(authority: Command, io: Io, exit: ExitState): void {
  authority
    .command('leave')
    .description('take a council out: archive everything of it, check the archive, remove it, and prove the removal')
    .argument('<slug>', 'its name in addresses')
    .option('--to <directory>', 'where the archive goes; left out: archives/<slug> with the data')
    .option('--dir <directory>', 'the installation', '.')
    .option('-o, --option <name=value>', 'confirm=CODE, as the plan gives it', collectSettings)
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      '\nIt only shows what would happen until you confirm it. Stop the server first, and make a backup.',
    )
    .action(async (slug: string, options: LeaveOptions) => {
      const { confirm } = settingsIn(options.option);
      const { config } = await openInstance(io, options.dir);
      const folder =
        options.to === undefined ? path.join(config.data, 'archives', slug) : path.resolve(io.directory, options.to);
      await withKernel(io, options.dir, async (kernel, core) => {
        const { plan, begun } = await core.previewLeaving(kernel, slug, core.leavingChecks);
        if (confirm === undefined) return void show(io, core, { plan, begun: begun?.state, options });
        const onStep = (step: string): void => {
          if (io.interactive) io.write(`\r\u001b[K${step}`);
        };
        const leaving = { slug, confirm, folder, checks: core.leavingChecks, onStep };
        const signed = await core.leaveAuthority(kernel, leaving);
        if (io.interactive) io.line();
        printProof(io, { folder, signed, options });
      });
      exit.code = 0;
    });
}

interface Shown {
  readonly plan: LeavePlan;
  readonly begun: string | undefined;
  readonly options: LeaveOptions;
}

function show(io: Io, core: Core, { plan, begun, options }: Shown): void {
  if (options.json) return void io.line(JSON.stringify({ ...plan, begun: begun ?? null }));
  if (begun === 'finished') return void io.line(`${plan.authority.name} has left.`);
  for (const line of core.leavePlanLines(plan)) io.line(line);
  const again = `run the same again with -o confirm=${plan.code}`;
  if (begun !== undefined) io.line(`Its leaving was confirmed and has begun. To go on where it stopped, ${again}`);
  else if (plan.obstacles.length > 0) io.line('Nothing is changed yet. Settle what stands above first.');
  else io.line(`Nothing is changed yet. To do it, ${again}`);
}

function printProof(
  io: Io,
  { folder, signed, options }: { folder: string; signed: SignedProof; options: LeaveOptions },
): void {
  if (options.json) return void io.line(JSON.stringify({ folder, ...signed }));
  const { proof } = signed;
  const tables = Object.keys(proof.remaining).length;
  io.line(`${proof.authority.name} has left.`);
  io.line(`Archive: ${folder}, ${proof.archive.rows} rows and ${proof.archive.files} files, read again and whole.`);
  if (proof.archive.missingFiles > 0)
    io.line(`${proof.archive.missingFiles} files had gone from the disk before: the manifest lists them.`);
  io.line(`Removed: no row of ${tables} tables names it any more.`);
  io.line(`Stays: its audit trail of ${proof.kept['audit_entries'] ?? 0} entries, closed at ${proof.chain.seq}.`);
  io.line(`Proof, signed: ${folder}.proof.json`);
}

export function addCheckArchiveCommand(authority: Command, io: Io, exit: ExitState): void {
  authority
    .command('check-archive')
    .description('read an archive of a council again, and the proof of removal that stands beside it')
    .argument('<directory>', 'the archive')
    .option('--dir <directory>', 'the installation that made it', '.')
    .action(async (directory: string, options: { dir: string }) => {
      const folder = path.resolve(io.directory, directory);
      const { core, config } = await openInstance(io, options.dir);
      const { manifest, faults } = await core.checkArchive(folder);
      const proofFile = `${folder}.proof.json`;
      const signed = existsSync(proofFile) ? readProof(core, proofFile) : undefined;
      const isOwn = signed === undefined || core.isOwnProof({ config }, signed);
      for (const fault of faults) io.error(fault);
      if (!isOwn) io.error(`${proofFile} was not signed by this installation, or was altered.`);
      if (faults.length === 0)
        io.line(`The archive of ${manifest.authority.name} is whole: ${manifest.tables.length} tables.`);
      if (signed && isOwn) io.line('The proof of removal is this installation’s, and unaltered.');
      exit.code = faults.length > 0 || !isOwn ? 1 : 0;
    });
}

function readProof(core: Core, file: string): SignedProof {
  return core.SignedProof.parse(JSON.parse(readFileSync(file, 'utf8')));
}
