import type { Seeded } from './seed.js';

/** Ids of things that no council owns. */
const shared = ['placeId', 'otherPlaceId', 'authorityId', 'personId', 'colleagueId', 'newcomerId'];

/**
 * What an answer gives away of a council: its mark, and the names of the records whose ids or references stand in it.
 * Addresses are shared, and so is the staff directory.
 */
export function tracesOf(council: Seeded, answer: unknown): string[] {
  const text = (typeof answer === 'string' ? answer : (JSON.stringify(answer) ?? '')).toLowerCase();
  const traces = text.includes(council.mark.toLowerCase()) ? [council.mark] : [];
  for (const [name, value] of Object.entries(council)) {
    if (typeof value !== 'string' || !/(Id|Reference|Link)$/.test(name) || shared.includes(name)) continue;
    if (text.includes(value.toLowerCase())) traces.push(name);
  }
  return traces;
}
