import { existsSync, mkdtempSync, statfsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const memory = '/dev/shm';
const roomBytes = 3 * 1024 ** 3;

/**
 * A new, empty folder for databases that a test throws away: in memory where there is room for a few hundred small ones
 * (containers often have only 64 MB), so that no commit waits for a disk; else on disk. Whoever made it removes it.
 */
export function throwAwayFolder(prefix: string): string {
  const free = existsSync(memory) ? statfsSync(memory) : undefined;
  const isRoomy = free !== undefined && free.bavail * free.bsize > roomBytes;
  return mkdtempSync(path.join(isRoomy ? memory : os.tmpdir(), prefix));
}
