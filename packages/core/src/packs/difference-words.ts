import type { PackDifference } from './three-way.js';

/** "service.sla.target.amount: 2 becomes 3", with what stays where the council has its own. */
export function differenceText({ path, kind, base, ours, theirs }: PackDifference): string {
  switch (kind) {
    case 'updated':
      if (ours === undefined) return `${path}: new${nameIn(theirs)}`;
      return theirs === undefined
        ? `${path}: gone from the pack${nameIn(ours)}`
        : `${path}: ${valueWords(ours)} becomes ${valueWords(theirs)}`;
    case 'kept':
      return `${path}: ours is ${valueWords(ours)}, the pack has ${valueWords(theirs)}`;
    case 'conflict':
      return `${path}: ours is ${valueWords(ours)}; the pack changed ${valueWords(base)} to ${valueWords(theirs)}`;
  }
}

const longest = 90;

/** A value on one line: text in quotes, what has parts by its name or as JSON, cut where it is long. */
export function valueWords(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return `“${cut(value)}”`;
  const name = nameIn(value).trim();
  return name === '' ? cut(JSON.stringify(value)) : name;
}

function cut(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}

/** What a service, a question or an article is called: ` “Missed bin”`. */
function nameIn(value: unknown): string {
  if (typeof value !== 'object' || value === null) return '';
  const { title, name, label } = value as Readonly<Record<string, unknown>>;
  const called = [title, name, label].find((each) => typeof each === 'string');
  return called === undefined ? '' : ` “${cut(called)}”`;
}
