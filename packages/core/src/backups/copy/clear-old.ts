import type { Instant } from '../../kernel/clock.js';
import { listPlace, unbroken, type CopyPlace, type Generation } from './copy-place.js';

/**
 * Removes generations whose whole span lies before a moment, and those that never had a whole beginning. The one that is
 * being written, which is whole, stays, and so do later ones.
 */
export async function clearOld(
  place: CopyPlace,
  { generation, before }: { readonly generation: string; readonly before: Instant },
): Promise<void> {
  const { generations } = await listPlace(place);
  const old = generations.filter((each) => each.name < generation && isOver(each, before));
  for (const { segments } of old) for (const { name } of segments) await place.remove(name);
}

const isOver = (generation: Generation, before: Instant): boolean =>
  !unbroken(generation).some(({ isWhole, at }) => isWhole && at >= before);
