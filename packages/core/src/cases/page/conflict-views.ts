import type { Instant } from '../../kernel/clock.js';
import { formatTime } from '../../kernel/format-time.js';
import type { Clash } from '../log/field-words.js';

/** The page for fields that two people changed to different things. */
export interface ConflictPage {
  readonly heading: string;
  readonly lead: string;
  readonly theirsHeading: string;
  readonly action: string;
  readonly csrfToken: string;
  readonly hidden: readonly { readonly name: string; readonly value: string }[];
  readonly rows: readonly {
    readonly id: string;
    readonly name: string;
    readonly label: string;
    readonly before: string;
    readonly sides: readonly Side[];
  }[];
  readonly saved: string;
  readonly cancelHref: string;
}

/** One of the two values to choose between. */
export interface Side {
  readonly id: string;
  readonly value: 'theirs' | 'yours';
  readonly heading: string;
  readonly text: string;
  readonly checked: boolean;
  /** Ids of the elements that name the choice. */
  readonly labelledBy: string;
}

export interface Conflict {
  readonly clashes: readonly Clash[];
  /** Labels of what was saved without asking. */
  readonly saved: readonly string[];
  readonly who: { readonly name: string; readonly at: Instant };
  readonly action: string;
  readonly csrfToken: string;
  readonly hidden: Readonly<Record<string, string>>;
  readonly caseHref: string;
}

export function conflictPage({ clashes, saved, who, action, csrfToken, hidden, caseHref }: Conflict): ConflictPage {
  const fields = clashes.length === 1 ? '1 field' : `${clashes.length} fields`;
  const theirsHeading = `${who.name.split(' ')[0] ?? who.name} saved at ${formatTime(who.at)}`;
  return {
    heading: `${who.name} changed this case while you were editing`,
    lead: `Nothing has been lost. Changes to different fields were saved. Choose what to keep for ${fields}.`,
    theirsHeading,
    action,
    csrfToken,
    hidden: Object.entries(hidden).map(([name, value]) => ({ name, value })),
    rows: clashes.map((clash, index) => rowOf(clash, `keep-${index + 1}`, theirsHeading)),
    saved: saved.length > 0 ? `Saved without asking: ${saved.join(', ')}.` : '',
    cancelHref: caseHref,
  };
}

function rowOf(clash: Clash, id: string, theirsHeading: string): ConflictPage['rows'][number] {
  const side = (value: Side['value'], heading: string): Side => ({
    id: `${id}-${value}`,
    value,
    heading,
    text: clash[value],
    checked: value === 'theirs',
    labelledBy: `${id}-field ${id}-${value}-label`,
  });
  const { label, before, field } = clash;
  const sides = [side('theirs', theirsHeading), side('yours', 'You typed')];
  return { id, name: `keep.${field}`, label, before, sides };
}
