import type { Command } from 'commander';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { SignedProof } from '@moothall/core';
import type { ExitState } from '../index.js';
import { openInstance, type Core } from '../instance.js';
import type { Io } from '../io.js';
import { addReorganisingOptions, reorganise, type ReorganisingOptions } from '../reorganising.js';

interface LeaveOptions extends ReorganisingOptions {
  readonly to?: string;
}

export function addLeaveCommand(authority: Command, io: Io, exit: ExitState): void {
  const leave = authority
    .command('leave')
    .description('take a council out: archive everything of it, check the archive, remove it, and prove the removal')
    .argument('<slug>', 'its name in addresses')
    .option('--to <directory>', 'where the archive goes; left out: archives/<slug> with the data');
  addReorganisingOptions(leave).action(async (slug: string, options: LeaveOptions) => {
    const { config } = await openInstance(io, options.dir);
    const folder =
      options.to === undefined ? path.join(config.data, 'archives', slug) : path.resolve(io.directory, options.to);
    await reorganise(io, options, {
      preview: async (kernel, core) => {
        const { plan, begun } = await core.previewLeaving(kernel, slug, core.leavingChecks);
        return { plan, begun: begun?.state };
      },
      // Connections may keep its files.
      carryOut: (kernel, core, { confirm, onStep }) =>
        core.withAdapters(kernel, (connected) =>
          core.leaveAuthority(connected, { slug, confirm, folder, checks: core.leavingChecks, onStep }),
        ),
      planLines: (plan, core) => core.leavePlanLines(plan),
      finishedLine: (plan) => `${plan.authority.name} has left.`,
      doneLines: (_plan, signed) => proofLines(folder, signed),
      json: (signed) => ({ folder, ...signed }),
    });
    exit.code = 0;
  });
}

function proofLines(folder: string, { proof }: SignedProof): string[] {
  const { archive, authority, chain, kept, remaining } = proof;
  const charges = kept['recharge_statements'] ?? 0;
  return [
    `${authority.name} has left.`,
    `Archive: ${folder}, ${archive.rows} rows and ${archive.files} files, read again and whole.`,
    ...(archive.missingFiles > 0
      ? [`${archive.missingFiles} files had gone from the disk before: the manifest lists them.`]
      : []),
    `Removed: no row of ${Object.keys(remaining).length} tables names it any more.`,
    `Stays: its audit trail of ${kept['audit_entries'] ?? 0} entries, closed at ${chain.seq}.`,
    ...(charges > 0 ? [`Stays: ${charges} statements of what it paid, for the councils that charged it.`] : []),
    `Proof, signed: ${folder}.proof.json`,
  ];
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
