import type { Command } from 'commander';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { SplitAsked, SplitPlan } from '@moothall/core';
import type { ExitState } from '../index.js';
import { withKernel, type Core } from '../instance.js';
import type { Io } from '../io.js';
import { collectSettings, settingsIn } from '../settings.js';
import { sayWhatNext } from '../say-what-next.js';

interface SplitOptions {
  readonly from: string;
  readonly to: string;
  readonly area: readonly string[];
  readonly services?: readonly string[];
  readonly on: string;
  readonly undecided?: string;
  readonly dir: string;
  readonly option?: string[];
  readonly yes?: boolean;
  readonly json?: boolean;
}

export function addSplitCommand(authority: Command, io: Io, exit: ExitState): void {
  authority
    .command('split')
    .description('give what belongs to a part of a council’s area to another council: cases, contacts, customers')
    .requiredOption('--from <slug>', 'the council that is split')
    .requiredOption('--to <slug>', 'the council that follows it there')
    .requiredOption('--area <ward...>', 'wards, as the gazetteer writes them; or a file with a UPRN on each line')
    .option('--services <key...>', 'cases of these services alone')
    .requiredOption('--on <date>', 'the first day of the other council there: 2028-04-01')
    .option('--undecided <file>', 'write the cases of which nothing says where they belong to a CSV file')
    .option('--dir <directory>', 'the installation', '.')
    .option('-o, --option <name=value>', 'confirm=CODE, as the plan gives it', collectSettings)
    .option('--yes', 'do it without having looked at the plan: for rehearsals')
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      '\nIt only shows what would happen until you confirm it. Stop the server first, and make a backup.',
    )
    .action(async (options: SplitOptions) => {
      const { confirm } = settingsIn(options.option);
      const asked = askedIn(io, options);
      await withKernel(io, options.dir, async (kernel, core) => {
        const { plan, begun } = await core.previewSplit(kernel, asked);
        if (options.undecided !== undefined) writeUndecided(path.resolve(io.directory, options.undecided), plan);
        const code = options.yes ? plan.code : confirm;
        if (code === undefined) return void show(io, core, { plan, begun, options });
        const onStep = (step: string): void => {
          if (io.interactive) io.write(`\r\u001b[K${step}`);
        };
        const done = await core.splitAuthority(kernel, { ...asked, confirm: code }, onStep);
        if (io.interactive) io.line();
        if (options.json) return void io.line(JSON.stringify(done));
        const moved = Object.values(done.rows).reduce((sum, rows) => sum + rows, 0);
        io.line(`${plan.to.name} follows ${plan.from.name} at ${plan.places} places from ${plan.on} on.`);
        io.line(`${moved} rows of ${Object.keys(done.rows).length} tables went over.`);
      });
      exit.code = 0;
    });
}

function askedIn(io: Io, { from, to, area, services, on }: SplitOptions): SplitAsked {
  const [first = ''] = area;
  const file = path.resolve(io.directory, first);
  const isFile = area.length === 1 && existsSync(file);
  const uprns = (): string[] => readFileSync(file, 'utf8').match(/\d{1,12}/g) ?? [];
  return {
    ...{ from, to, on },
    area: isFile ? { kind: 'places', uprns: uprns() } : { kind: 'wards', wards: area },
    ...(services ? { services } : {}),
  };
}

/** References and keys alone: neither needs quotes, and neither is a formula. */
function writeUndecided(file: string, { undecided }: SplitPlan): void {
  const lines = undecided.map(({ reference, status, service }) => `${reference},${status},${service}`);
  writeFileSync(file, `${['reference,status,service', ...lines].join('\r\n')}\r\n`, { mode: 0o600 });
}

interface Shown {
  readonly plan: SplitPlan;
  readonly begun: 'begun' | 'decided' | 'finished' | undefined;
  readonly options: Pick<SplitOptions, 'json'>;
}

function show(io: Io, core: Core, { plan, begun, options }: Shown): void {
  if (options.json) return void io.line(JSON.stringify({ ...plan, begun: begun ?? null }));
  if (begun === 'finished') return void io.line(`${plan.to.name} has followed there since ${plan.on}.`);
  for (const line of core.splitPlanLines(plan)) io.line(line);
  sayWhatNext(io, plan, begun !== undefined);
}
