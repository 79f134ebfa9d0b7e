import { z } from 'zod';
import type { FieldFault } from '../kernel/errors.js';
import { faultLine } from '../kernel/import/listed-lines.js';
import type { RowFaultNote } from '../kernel/import/run-import.js';
import type { BeforeAfterView } from './components.js';
import type { CheckboxesView, ErrorSummaryView, FieldView } from './form-components.js';
import { errorAt, errorSummary } from './form-faults.js';
import type { Link } from './shell.js';

/** Of each list, so that a page stays light; the counts are of all. */
const shownAtMost = 100;

/** What the form for a file sends besides it. */
export const TypedImport = z.strictObject({
  authorityId: z.string().max(20).default(''),
  encoding: z.enum(['', 'windows-1252']).default(''),
});
export type TypedImport = z.output<typeof TypedImport>;

/** A form for a file whose difference is looked at before it is written. */
export interface ImportPage {
  readonly crumbs: readonly Link[];
  readonly heading: string;
  readonly about: string;
  readonly csrfToken: string;
  readonly action: string;
  readonly errors: ErrorSummaryView | undefined;
  readonly fields: readonly FieldView[];
}

export interface ImportInput {
  readonly typed: TypedImport;
  readonly faults: readonly FieldFault[];
  readonly councils: readonly { readonly id: number; readonly name: string }[];
  readonly maxBytes: number;
  readonly csrfToken: string;
}

interface ImportWords extends Pick<ImportPage, 'crumbs' | 'heading' | 'about' | 'action'> {
  /** "Whose staff" */
  readonly whose: string;
  /** What a row of it holds. */
  readonly hint: string;
}

export function importPage(
  { typed, faults, councils, maxBytes, csrfToken }: ImportInput,
  { whose, hint, ...words }: ImportWords,
): ImportPage {
  const named = faults.map(({ field, message }) => ({ field: field === 'authorityId' ? field : 'file', message }));
  const council = councils.length === 1 ? String(councils[0]?.id) : typed.authorityId;
  return {
    ...{ ...words, csrfToken, errors: errorSummary(named) },
    fields: [
      {
        ...{ control: 'select', name: 'authorityId', id: 'authorityId', label: { text: whose } },
        errorMessage: errorAt(named, 'authorityId'),
        items: [
          ...(councils.length === 1 ? [] : [{ value: '', text: 'Choose a council', selected: council === '' }]),
          ...councils.map(({ id, name }) => ({ value: String(id), text: name, selected: String(id) === council })),
        ],
      },
      {
        ...{ control: 'file', name: 'file', id: 'file', label: { text: 'File' }, maxBytes, hint: { text: hint } },
        errorMessage: errorAt(named, 'file'),
      },
      {
        ...{ control: 'select', name: 'encoding', id: 'encoding', label: { text: 'Saved as' } },
        items: [
          { value: '', text: 'UTF-8, as most programs save it', selected: typed.encoding === '' },
          { value: 'windows-1252', text: 'Windows, as an older spreadsheet saves it', selected: typed.encoding !== '' },
        ],
      },
    ],
  };
}

export interface DifferenceItem {
  readonly name: string;
  readonly about: string;
  readonly parts: BeforeAfterView['parts'];
}

export interface DifferenceSection {
  readonly id: string;
  readonly heading: string;
  readonly items: readonly DifferenceItem[];
  /** "and 20 more" */
  readonly more: string | undefined;
}

/** What a file would change, before it does. */
export interface DifferencePage {
  readonly crumbs: readonly Link[];
  readonly csrfToken: string;
  readonly action: string;
  readonly otherHref: string;
  readonly intro: string;
  readonly code: string;
  readonly isChanged: boolean;
  readonly isNothing: boolean;
  /** Why it can't be written yet; undefined: it can. */
  readonly correct: string | undefined;
  readonly errors: ErrorSummaryView | undefined;
  readonly sections: readonly DifferenceSection[];
  readonly refused: { readonly heading: string; readonly lines: readonly string[]; readonly more: string | undefined };
  /** What may be done besides. */
  readonly choice: CheckboxesView | undefined;
}

/** Undefined where there is nothing of the kind. */
export function differenceSection<T>(
  id: string,
  heading: string,
  items: readonly T[],
  itemOf: (item: T) => DifferenceItem,
): DifferenceSection | undefined {
  if (items.length === 0) return undefined;
  return { id, heading, items: items.slice(0, shownAtMost).map(itemOf), more: moreThan(items.length) };
}

/** "2 rows left out", each with its line, column and fix. */
export function refusedRows(faults: readonly RowFaultNote[], verb: 'left out' | 'wrong'): DifferencePage['refused'] {
  return {
    heading: `${faults.length === 1 ? '1 row' : `${faults.length} rows`} ${verb}`,
    lines: faults.slice(0, shownAtMost).map(faultLine),
    more: moreThan(faults.length),
  };
}

function moreThan(count: number): string | undefined {
  return count > shownAtMost ? `and ${count - shownAtMost} more` : undefined;
}
