import { FileImage } from './file-image.js';
import type { DiskStep } from './recording.js';

/** What the disk holds after the power came back. */
export interface DiskImage {
  readonly files: ReadonlyMap<string, Buffer>;
  /** What had been acknowledged before the power went. */
  readonly acknowledged: readonly string[];
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32, public domain). */
export function seededChance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const sectorBytes = 512;
export const acknowledgements = 'acknowledged';

/**
 * Cuts the power after each of these steps. What was flushed is there. Of what was written since, the disk may have
 * kept all, nothing, or any sectors in any order, which chance decides.
 */
export function* imagesAfter(
  before: ReadonlyMap<string, Buffer>,
  steps: readonly DiskStep[],
  cuts: readonly number[],
  chance: () => number,
): Generator<DiskImage> {
  const flushed = new Map([...before].map(([name, bytes]) => [name, FileImage.of(bytes)]));
  const loose = new Map<string, DiskStep[]>();
  let said = '';
  let done = 0;
  for (const cut of [...cuts].sort((a, b) => a - b)) {
    for (; done < cut; done += 1) {
      const step = steps[done];
      if (!step) break;
      if (step.file === acknowledgements) said += step.data.toString('utf8');
      else if (step.kind === 'flush') settle(flushed, loose, step.file);
      else
        loose
          .set(step.file, loose.get(step.file) ?? [])
          .get(step.file)
          ?.push(step);
    }
    yield { files: withSomeOf(flushed, loose, chance), acknowledged: said.split('\n').slice(0, -1) };
  }
}

function settle(flushed: Map<string, FileImage>, loose: Map<string, DiskStep[]>, file: string): void {
  for (const step of loose.get(file) ?? []) apply(flushed, step);
  loose.delete(file);
}

function withSomeOf(
  flushed: ReadonlyMap<string, FileImage>,
  loose: ReadonlyMap<string, readonly DiskStep[]>,
  chance: () => number,
): Map<string, Buffer> {
  const image = new Map([...flushed].map(([name, file]) => [name, file.copy()]));
  const luck = chance();
  const kept = luck < 0.25 ? 0 : luck < 0.5 ? 1 : chance();
  for (const steps of loose.values())
    for (const part of steps.flatMap(intoSectors)) if (chance() < kept) apply(image, part);
  return new Map([...image].map(([name, file]) => [name, file.bytes]));
}

function intoSectors(step: DiskStep): DiskStep[] {
  if (step.kind !== 'write') return [step];
  const parts: DiskStep[] = [];
  for (let from = 0; from < step.data.length;) {
    const at = step.offset + from;
    const to = Math.min(step.data.length, from + sectorBytes - (at % sectorBytes));
    parts.push({ ...step, offset: at, data: step.data.subarray(from, to) });
    from = to;
  }
  return parts;
}

function apply(files: Map<string, FileImage>, step: DiskStep): void {
  let file = files.get(step.file);
  if (!file) files.set(step.file, (file = FileImage.of(Buffer.alloc(0))));
  if (step.kind === 'cut') file.setLength(step.offset);
  else file.write(step.offset, step.data);
}
