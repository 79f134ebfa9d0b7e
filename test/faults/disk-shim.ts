import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const source = path.resolve(import.meta.dirname, '../../../test/faults/disk.c');
let built: string | undefined;

/**
 * The library that stands between a process and its disk (see disk.c), compiled when it is first asked for.
 * `undefined` without a C compiler (or off Linux); where `CI` is set that is an error, so that "skipped" can't pass
 * for "tested".
 */
export function diskShim(): string | undefined {
  if (built !== undefined) return built;
  const output = path.join(mkdtempSync(path.join(os.tmpdir(), 'moothall-disk-')), 'disk.so');
  const words = ['-shared', '-fPIC', '-O1', '-o', output, source, '-ldl', '-lpthread'];
  const { status, stderr } = spawnSync('cc', words, { encoding: 'utf8' });
  if (status === 0 && process.platform === 'linux') return (built = output);
  if (process.env['CI']) throw new Error(`the disk of the fault tests could not be compiled: ${stderr}`);
  return undefined;
}

/** The environment of a process whose writes below `folder` are recorded, or fail while the fault's file says so. */
export function shimEnvironment(
  shim: string,
  about: { folder: string; log?: string; fault?: string },
): Record<string, string> {
  return {
    LD_PRELOAD: shim,
    DISK_FOLDER: about.folder,
    ...(about.log === undefined ? {} : { DISK_LOG: about.log }),
    ...(about.fault === undefined ? {} : { DISK_FAULT: about.fault }),
  };
}
