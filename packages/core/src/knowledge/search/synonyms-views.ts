import type { Authority } from '../../authorities/index.js';
import type { FieldFault } from '../../kernel/errors.js';
import type { FieldView } from '../../web/form-components.js';
import { type FaultLink } from '../../web/form-faults.js';

/** An authority's list of words that mean the same, a group on each line. */
export interface SynonymsPage {
  readonly authorityId: number;
  readonly authorities: readonly { readonly id: number; readonly name: string; readonly selected: boolean }[];
  readonly whose: string;
  /** Where the partnership's stands beside ours. Undefined: it has none, or this is it. */
  readonly sharedHref: string | undefined;
  readonly version: number;
  readonly csrfToken: string;
  readonly isConflict: boolean;
  readonly faults: readonly FaultLink[];
  readonly groups: FieldView;
}

export interface SynonymsInput {
  readonly authorityId: number;
  readonly authorities: readonly Authority[];
  readonly whose: 'own' | 'partnership' | 'shipped';
  readonly sharedHref: string | undefined;
  readonly version: number;
  readonly csrfToken: string;
  readonly text: string;
  readonly faults: readonly FieldFault[];
  readonly isConflict: boolean;
}

const whoseWords = {
  own: 'The council’s own list.',
  partnership: 'The partnership’s list. Saving makes it this council’s own.',
  shipped: 'The list that comes with Moothall. Saving makes it your own.',
};

export function synonymsPage({ authorities, whose, text, faults, ...about }: SynonymsInput): SynonymsPage {
  const told = faults.map(({ field, message }) => {
    const at = /^groups\.(\d+)/.exec(field)?.[1];
    return at === undefined ? message : `Line ${Number(at) + 1}: ${message}`;
  });
  return {
    ...about,
    authorities: authorities.map(({ id, name }) => ({ id, name, selected: id === about.authorityId })),
    whose: whoseWords[whose],
    faults: told.map((message) => ({ text: message, href: '#groups' })),
    groups: {
      control: 'textarea',
      rows: 24,
      id: 'groups',
      name: 'groups',
      label: { text: 'Words that mean the same' },
      hint: { text: 'One group on each line, commas between: tip, dump, recycling centre' },
      value: text,
      ...(told[0] === undefined ? {} : { errorMessage: { text: told[0] } }),
    },
  };
}

/** A group a line, as the page shows it. */
export function synonymText(groups: readonly (readonly string[])[]): string {
  return groups.map((group) => group.join(', ')).join('\n');
}

/** Reads what `synonymText` prints; empty lines are passed over. */
export function readSynonyms(text: string): string[][] {
  const lines = text.split('\n').map((line) => line.trim());
  return lines.filter(Boolean).map((line) =>
    line
      .split(',')
      .map((word) => word.trim())
      .filter(Boolean),
  );
}
