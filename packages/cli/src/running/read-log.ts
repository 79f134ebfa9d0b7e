import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';

/** The last lines of a log, and of the one that was set aside before it where that is needed. */
export function lastLines(file: string, count: number): string[] {
  const lines = linesAtEnd(file, count);
  if (lines.length >= count || !existsSync(`${file}.1`)) return lines;
  return [...linesAtEnd(`${file}.1`, count - lines.length), ...lines];
}

/** Long enough for any count that is asked for, and never a whole file of 20 MB. */
const mostBytes = 4_000_000;

function linesAtEnd(file: string, count: number): string[] {
  if (!existsSync(file) || count === 0) return [];
  const descriptor = openSync(file, 'r');
  try {
    const { size } = fstatSync(descriptor);
    const from = Math.max(0, size - mostBytes);
    const lines = readText(descriptor, from, size).split('\n').filter(Boolean);
    return (from > 0 ? lines.slice(1) : lines).slice(-count);
  } finally {
    closeSync(descriptor);
  }
}

function readText(descriptor: number, from: number, to: number): string {
  const bytes = Buffer.alloc(to - from);
  const read = readSync(descriptor, bytes, 0, bytes.length, from);
  return bytes.toString('utf8', 0, read);
}

/** Reads what is added to a log, also after it was set aside and begun anew. */
export class LogFollower {
  private descriptor: number;
  private position: number;
  private rest = '';
  private readonly file: string;

  constructor(file: string) {
    this.file = file;
    this.descriptor = openSync(file, 'r');
    this.position = fstatSync(this.descriptor).size;
  }

  /** Whole lines since the last time. */
  read(): string[] {
    const lines = this.readOn();
    const current = existsSync(this.file) ? openSync(this.file, 'r') : undefined;
    if (current === undefined) return lines;
    if (fstatSync(current).ino === fstatSync(this.descriptor).ino) {
      closeSync(current);
      return lines;
    }
    closeSync(this.descriptor);
    [this.descriptor, this.position, this.rest] = [current, 0, ''];
    return [...lines, ...this.readOn()];
  }

  close(): void {
    closeSync(this.descriptor);
  }

  private readOn(): string[] {
    const { size } = fstatSync(this.descriptor);
    if (size <= this.position) return [];
    const lines = (this.rest + readText(this.descriptor, this.position, size)).split('\n');
    this.position = size;
    this.rest = lines.pop() ?? '';
    return lines.filter(Boolean);
  }
}
