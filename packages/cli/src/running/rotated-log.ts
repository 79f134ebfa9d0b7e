import { closeSync, fstatSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';

export interface RotatedLog {
  /** Adds one line. A full disk loses lines, never the server; how many is said once there is room again. */
  line(text: string): void;
  close(): void;
}

export interface RotationLimits {
  readonly maxBytes: number;
  /** Older files beside the one that is written: `.1` is the newest. */
  readonly keep: number;
}

export const rotationLimits: RotationLimits = { maxBytes: 20_000_000, keep: 5 };

export const logFile = (root: string): string => path.join(root, 'logs', 'moothall.log');

/** Opens a file to write lines at its end; a full one is set aside, and the oldest removed. */
export function openRotatedLog(file: string, limits: RotationLimits = rotationLimits): RotatedLog {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o750 });
  let descriptor = openSync(file, 'a', 0o640);
  let size = fstatSync(descriptor).size;
  let lost = 0;
  const write = (text: string): void => {
    size += writeSync(descriptor, text);
  };
  const rotate = (): void => {
    closeSync(descriptor);
    rmSync(`${file}.${limits.keep}`, { force: true });
    for (let number = limits.keep - 1; number >= 0; number -= 1) setAside(file, number);
    descriptor = openSync(file, 'a', 0o640);
    size = 0;
  };
  return {
    line: (text) => {
      try {
        if (size >= limits.maxBytes) rotate();
        if (lost > 0)
          write(`${JSON.stringify({ level: 'warn', msg: 'lines were lost: the disk was full', count: lost })}\n`);
        lost = 0;
        write(`${text}\n`);
      } catch {
        lost += 1;
      }
    },
    close: () => closeSync(descriptor),
  };
}

/** `moothall.log` becomes `moothall.log.1`, and so on. */
function setAside(file: string, number: number): void {
  try {
    renameSync(number === 0 ? file : `${file}.${number}`, `${file}.${number + 1}`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
