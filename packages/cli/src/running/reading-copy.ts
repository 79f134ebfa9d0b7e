import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { commandOf, releaseFolder } from '../releases/release-folder.js';

/** The command of the release that made the copy from which the desk can be read; undefined: there is no copy. */
export function readingCommand(root: string): string | undefined {
  const file = path.join(root, 'run', 'reading', 'copy.json');
  if (!existsSync(file)) return undefined;
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
  const command = commandOf(releaseFolder(root, version));
  return existsSync(command) ? command : undefined;
}

/** Whether anything that was taken from that copy waits to be entered. */
export function hasCaptured(root: string): boolean {
  const folder = path.join(root, 'run', 'captured');
  return existsSync(folder) && readdirSync(folder).some((name) => name.endsWith('.jsonl'));
}
