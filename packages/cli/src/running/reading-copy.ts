import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
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
  return capturedIn(root).some((name) => name.endsWith('.jsonl'));
}

/** Forgets what was entered before that: there is no way back to before it any more. What could not be entered stays. */
export async function removeEarlierCaptured(root: string, since: number): Promise<void> {
  const isEarlier = (name: string): boolean => name.endsWith('.entered') && Number.parseInt(name, 10) < since;
  for (const name of capturedIn(root).filter(isEarlier)) await rm(path.join(folderOf(root), name));
}

const folderOf = (root: string): string => path.join(root, 'run', 'captured');

function capturedIn(root: string): string[] {
  return existsSync(folderOf(root)) ? readdirSync(folderOf(root)) : [];
}
