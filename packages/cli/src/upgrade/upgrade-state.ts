import { existsSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { writeWhole } from '../releases/release-folder.js';

/** In the order in which they are done; each may be done again. */
export const steps = [
  'fetch',
  'rehearse',
  'stand-in',
  'stop',
  'copy',
  'migrate',
  'switch',
  'start',
  'try',
  'enter',
  'tidy',
] as const;
export type Step = (typeof steps)[number];

/** How far an upgrade has come: written before each step, so that a run that was cut off goes on. */
export interface UpgradeState {
  readonly from: string;
  readonly to: string;
  /** `undo`: putting back what was. */
  readonly step: Step | 'undo';
  /** When it began; of one that somebody asked to be undone, the upgrade. */
  readonly since: number;
  readonly rehearsal: 'done' | 'left-out';
  /** Whether servers ran when it began. */
  readonly wasRunning: boolean;
  /** Of the database as it was when nothing was written any more. */
  readonly backup?: string;
  readonly migrations: readonly string[];
  /** Where the release comes from, when it isn’t the registry. */
  readonly bundle?: string;
  /** Why it is undone; empty where somebody asked for it. */
  readonly fault?: string;
  /** The database is, or is about to be, as the copy has it. */
  readonly isDataBack?: boolean;
  /** How many contacts that were taken meanwhile could not be entered. */
  readonly refused?: number;
}

const fileOf = (root: string): string => path.join(root, 'run', 'upgrade.json');

export function readUpgradeState(root: string): UpgradeState | undefined {
  const file = fileOf(root);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as UpgradeState) : undefined;
}

export async function writeUpgradeState(root: string, state: UpgradeState): Promise<void> {
  await writeWhole(fileOf(root), `${JSON.stringify(state)}\n`);
}

export async function endUpgrade(root: string): Promise<void> {
  await rm(fileOf(root), { force: true });
}
