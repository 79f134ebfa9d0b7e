import type { FieldFault } from './errors.js';

/** A key made from a name: small letters, digits and hyphens, beginning with a letter: "Sorry, it’s late" is `sorry-its-late`. */
export function keyOf(name: string, atMost = 60): string {
  const plain = name.normalize('NFD').replaceAll(/[\u0300-\u036f'’]/g, '');
  const hyphened = plain.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  return hyphened
    .replace(/^[^a-z]+/, '')
    .slice(0, atMost)
    .replace(/-+$/, '');
}

/** Faults as a form has them that makes the key from a name: said at the name, unless that is at fault itself. */
export function keyFaultsAt(name: FieldFault, faults: readonly FieldFault[]): FieldFault[] {
  const others = faults.filter(({ field }) => field !== 'key');
  if (others.length === faults.length || others.some(({ field }) => field === name.field)) return others;
  return [name, ...others];
}
