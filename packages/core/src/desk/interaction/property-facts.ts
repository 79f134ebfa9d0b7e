import { capitalised } from '../../kernel/capitalised.js';
import type { LocalDate } from '../../kernel/clock.js';
import { formatDay, formatRelative } from '../../kernel/format-time.js';
import { isLocalDate } from '../../kernel/local-date.js';
import { localDateAt } from '../../kernel/london-time.js';
import type { DatedValue } from '../../places/index.js';

/** A fact as the page says it: "Collection day", "Tuesday". */
export interface FactLine {
  readonly label: string;
  readonly value: string;
  /** "Waste management system, 2 h ago" */
  readonly source: string;
}

/** Facts that tell something of whoever lives there, so they wait for a check of who is calling. */
const personalFacts: ReadonlySet<string> = new Set([
  'assisted-bin',
  'clinical-collection',
  'council-tenancy',
  'council-tax-band',
  'garden-waste-subscriber',
]);

/** Facts in the order in which advisers ask for them; others follow by name. */
const inOrder = ['round-status', 'collection-day', 'next-collection', 'last-collection', 'recycling-day'];

/** The facts that may be shown: those of the house always, those of its people once identity is checked. */
export function shownFacts(
  facts: Readonly<Record<string, DatedValue>>,
  identity: 'checked' | 'unchecked',
): Record<string, DatedValue> {
  const shown = Object.entries(facts).filter(([name]) => identity === 'checked' || !personalFacts.has(name));
  return Object.fromEntries(shown);
}

/** Lines for the property's card. */
export function factLines(facts: Readonly<Record<string, DatedValue>>, now: number): FactLine[] {
  const today = localDateAt(now);
  return Object.entries(facts)
    .sort(([one], [other]) => place(one) - place(other) || one.localeCompare(other))
    .map(([name, { value, source, asOfAt }]) => ({
      label: sentence(name),
      value: factWords(value, today),
      source: `${source}, ${formatRelative(asOfAt, { now })}`,
    }));
}

function place(name: string): number {
  const at = inOrder.indexOf(name);
  return at < 0 ? inOrder.length : at;
}

/** A fact's value in words: dates as days, codes as sentences. */
export function factWords(value: string, today: LocalDate): string {
  if (isLocalDate(value)) return capitalised(formatDay(value, { today }));
  return /^[a-z]+(?:-[a-z]+)*$/.test(value) ? sentence(value) : capitalised(value);
}

function sentence(code: string): string {
  return capitalised(code.replaceAll('-', ' '));
}
