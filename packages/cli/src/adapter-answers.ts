import type { Io } from './io.js';
import { adapterPackages, knownAdapters } from './releases/known-adapters.js';
import { furtherPackages } from './releases/install-release.js';
import { currentVersion, hasOwnNode, releaseFolder } from './releases/release-folder.js';

/**
 * Asks whoever sits there which adapters to install. What came out of a bundle has those alone that the bundle brought.
 * Answers packages with their ranges of versions.
 */
export async function askAdapters(io: Io, root: string, version: string): Promise<Record<string, string>> {
  const offered = Object.entries(knownAdapters).filter(([name]) => canBeHad(root, name, version));
  if (offered.length === 0) return {};
  io.line('Adapters, by which other systems are connected:');
  for (const [name, about] of offered) io.line(`  ${name.padEnd(24)} ${about}`);
  for (;;) {
    const typed = await io.ask('Which to install, with commas between (Enter: none; "moothall adapter add" later): ');
    try {
      return adapterPackages(typed.split(/[\s,]+/).filter(Boolean), version);
    } catch (error) {
      io.line((error as Error).message);
    }
  }
}

function canBeHad(root: string, name: string, version: string): boolean {
  const current = currentVersion(root);
  if (current === undefined || !hasOwnNode(releaseFolder(root, current))) return true;
  const there = furtherPackages(releaseFolder(root, current), version);
  return Object.keys(adapterPackages([name], version)).every((each) => each in there);
}
