import { readFileSync } from 'node:fs';

/** One thing that a process did to a file, in the order in which it happened. */
export interface DiskStep {
  readonly kind: 'write' | 'cut' | 'flush';
  readonly file: string;
  /** Where a write begins; the length that a cut leaves. */
  readonly offset: number;
  readonly data: Buffer;
}

const kinds: Readonly<Record<string, DiskStep['kind']>> = { w: 'write', t: 'cut', s: 'flush' };
const headerBytes = 15;

/** Reads what disk.c recorded. */
export function readRecording(logFile: string): DiskStep[] {
  const log = readFileSync(logFile);
  const steps: DiskStep[] = [];
  for (let at = 0; at < log.length;) {
    const kind = kinds[String.fromCharCode(log.readUInt8(at))];
    if (!kind) throw new Error(`the recording makes no sense at byte ${at}`);
    const nameLength = log.readUInt16LE(at + 1);
    const offset = Number(log.readBigUInt64LE(at + 3));
    const length = log.readUInt32LE(at + 11);
    const nameAt = at + headerBytes;
    const dataAt = nameAt + nameLength;
    steps.push({
      kind,
      file: log.toString('utf8', nameAt, dataAt),
      offset,
      data: log.subarray(dataAt, dataAt + length),
    });
    at = dataAt + length;
  }
  return steps;
}
