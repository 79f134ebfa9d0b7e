import type { Command } from 'commander';
import type { Kernel } from '@moothall/core';
import { withKernel, type Core } from './instance.js';
import type { Io } from './io.js';
import { collectSettings, settingsIn } from './settings.js';

/** What each command says that moves or removes the records of councils. */
export interface ReorganisingOptions {
  readonly dir: string;
  readonly option?: string[];
  /** For rehearsals: confirms whatever the plan is. */
  readonly yes?: boolean;
  readonly json?: boolean;
}

interface Planned {
  readonly code: string;
  readonly obstacles: readonly unknown[];
}

/** A reorganisation as its command knows it: looked at, and carried out once its plan is confirmed. */
export interface Reorganising<P extends Planned, D> {
  readonly preview: (kernel: Kernel, core: Core) => Promise<{ readonly plan: P; readonly begun: string | undefined }>;
  readonly carryOut: (
    kernel: Kernel,
    core: Core,
    run: { readonly confirm: string; readonly onStep: (step: string) => void },
  ) => Promise<D>;
  planLines(plan: P, core: Core): readonly string[];
  /** What is said of one that has finished. */
  finishedLine(plan: P): string;
  doneLines(plan: P, done: D): readonly string[];
  /** What `--json` prints at the end. */
  json(done: D): object;
}

/** Adds the options that each of them has. */
export function addReorganisingOptions(command: Command): Command {
  return command
    .option('--dir <directory>', 'the installation', '.')
    .option('-o, --option <name=value>', 'confirm=CODE, as the plan gives it', collectSettings)
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      '\nIt only shows what would happen until you confirm it. Stop the server first, and make a backup.',
    );
}

/**
 * Shows the plan, and carries it out where its code is given: then nothing else may run on the installation.
 * @throws installation_in_use
 */
export async function reorganise<P extends Planned, D>(
  io: Io,
  options: ReorganisingOptions,
  { preview, carryOut, ...says }: Reorganising<P, D>,
): Promise<void> {
  const { confirm } = settingsIn(options.option);
  const use = options.yes || confirm !== undefined ? 'alone' : 'together';
  const work = async (kernel: Kernel, core: Core): Promise<void> => {
    const { plan, begun } = await preview(kernel, core);
    const code = options.yes ? plan.code : confirm;
    if (code === undefined) {
      if (options.json) io.line(JSON.stringify({ ...plan, begun: begun ?? null }));
      else if (begun === 'finished') io.line(says.finishedLine(plan));
      else for (const line of [...says.planLines(plan, core), whatNext(plan, begun)]) io.line(line);
      return;
    }
    const onStep = (step: string): void => {
      if (io.interactive) io.write(`\r\u001b[K${step}`);
    };
    const done = await carryOut(kernel, core, { confirm: code, onStep });
    if (io.interactive) io.line();
    if (options.json) io.line(JSON.stringify(says.json(done)));
    else for (const line of says.doneLines(plan, done)) io.line(line);
  };
  await withKernel(io, options.dir, work, use);
}

function whatNext({ code, obstacles }: Planned, begun: string | undefined): string {
  const again = `run the same again with -o confirm=${code}`;
  if (begun !== undefined) return `It was confirmed and has begun. To go on where it stopped, ${again}`;
  if (obstacles.length > 0) return 'Nothing is changed yet. Settle what stands above first.';
  return `Nothing is changed yet. To do it, ${again}`;
}
