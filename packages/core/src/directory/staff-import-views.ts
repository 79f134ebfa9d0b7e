import type { Authority } from '../authorities/index.js';
import type { FieldFault } from '../kernel/errors.js';
import type { RowFaultNote } from '../kernel/import/run-import.js';
import { counted } from '../web/text-parts.js';
import type { CheckboxesView, ErrorSummaryView, FieldView } from '../web/form-components.js';
import { directoryHref } from './directory-views.js';
import type { StaffDifference, StaffFieldChange } from './import/compare-staff.js';
import { faultLine } from '../kernel/import/listed-lines.js';
import { errorAt, faultLinks } from '../web/form-faults.js';

export const importHref = `${directoryHref}/import`;

/** Of each list, so that a page stays light; the counts are of all. */
const shownAtMost = 100;

export interface StaffImportPage {
  readonly csrfToken: string;
  readonly action: string;
  readonly errors: ErrorSummaryView | undefined;
  readonly fields: readonly FieldView[];
}

interface ImportInput {
  readonly typed: { readonly authorityId: string; readonly encoding: string };
  readonly faults: readonly FieldFault[];
  readonly councils: readonly Authority[];
  readonly maxBytes: number;
  readonly csrfToken: string;
}

export function staffImportPage({ typed, faults, councils, maxBytes, csrfToken }: ImportInput): StaffImportPage {
  const named = faults.map(({ field, message }) => ({ field: field === 'authorityId' ? field : 'file', message }));
  const errorOf = (field: string) => {
    const message = named.find((fault) => fault.field === field)?.message;
    return message === undefined ? {} : { errorMessage: { text: message } };
  };
  const council = councils.length === 1 ? String(councils[0]?.id) : typed.authorityId;
  return {
    ...{ csrfToken, action: importHref, errors: errorsOf(named) },
    fields: [
      {
        ...{ control: 'select', name: 'authorityId', id: 'authorityId', label: { text: 'Whose staff' } },
        ...errorOf('authorityId'),
        items: [
          ...(councils.length === 1 ? [] : [{ value: '', text: 'Choose a council', selected: council === '' }]),
          ...councils.map(({ id, name }) => ({ value: String(id), text: name, selected: String(id) === council })),
        ],
      },
      {
        ...{ control: 'file', name: 'file', id: 'file', label: { text: 'File' }, maxBytes },
        hint: { text: 'CSV, with a row for each person: name, email, authority and what else is known' },
        ...errorOf('file'),
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

function errorsOf(faults: readonly FieldFault[]): ErrorSummaryView | undefined {
  if (faults.length === 0) return undefined;
  return { errorList: faultLinks(faults) };
}

/** What was there, and what there would be. */
export interface DifferenceParts {
  readonly parts: readonly { readonly label: string; readonly before: string; readonly after: string }[];
}

export interface DifferenceSection {
  readonly id: string;
  readonly heading: string;
  readonly people: readonly {
    readonly name: string;
    readonly about: string;
    readonly parts: DifferenceParts['parts'];
  }[];
  /** "and 20 more" */
  readonly more: string | undefined;
}

export interface DifferencePage {
  readonly csrfToken: string;
  readonly action: string;
  readonly otherHref: string;
  readonly intro: string;
  readonly code: string;
  readonly isChanged: boolean;
  readonly isNothing: boolean;
  readonly errors: ErrorSummaryView | undefined;
  readonly sections: readonly DifferenceSection[];
  readonly refused: { readonly heading: string; readonly lines: readonly string[]; readonly more: string | undefined };
  readonly endPosts: CheckboxesView | undefined;
}

interface DifferenceInput {
  readonly id: string;
  readonly name: string;
  readonly council: string;
  readonly difference: StaffDifference;
  readonly endPosts: boolean;
  readonly faults: readonly FieldFault[];
  readonly isChanged: boolean;
  readonly csrfToken: string;
}

export function differencePage(input: DifferenceInput): DifferencePage {
  const { difference, faults, csrfToken, isChanged } = input;
  const { added, changed, gone, unchanged } = difference;
  const sections = [
    section('new', `${added.length} new`, added, ({ email }) => email),
    section('changed', `${changed.length} changed`, changed, ({ email }) => email),
    section('gone', `${gone.length} not in the file`, gone, ({ email, jobTitle }) =>
      [jobTitle, email].filter(Boolean).join(' · '),
    ),
  ].filter(({ people }) => people.length > 0);
  return {
    ...{ csrfToken, isChanged, sections, action: `${importHref}/${input.id}`, otherHref: importHref },
    intro: `${input.name}, ${input.council}: ${unchanged} unchanged. Nothing is written yet.`,
    code: difference.code,
    isNothing: added.length + changed.length + gone.length === 0,
    errors: errorsOf(faults),
    refused: refusedRows(difference.faults),
    endPosts: gone.length === 0 ? undefined : endPostsField(gone.length, input),
  };
}

function section<T extends { readonly name: string; readonly fields?: readonly StaffFieldChange[] }>(
  id: string,
  heading: string,
  people: readonly T[],
  aboutOf: (person: T) => string,
): DifferenceSection {
  return {
    ...{ id, heading, more: moreThan(people.length) },
    people: people.slice(0, shownAtMost).map((person) => ({
      name: person.name,
      about: aboutOf(person),
      parts: (person.fields ?? []).map(({ field, before, after }) => ({ label: field, before, after })),
    })),
  };
}

function refusedRows(faults: readonly RowFaultNote[]): DifferencePage['refused'] {
  return {
    heading: `${faults.length === 1 ? '1 row' : `${faults.length} rows`} left out`,
    lines: faults.slice(0, shownAtMost).map(faultLine),
    more: moreThan(faults.length),
  };
}

function moreThan(count: number): string | undefined {
  return count > shownAtMost ? `and ${count - shownAtMost} more` : undefined;
}

function endPostsField(count: number, { endPosts, faults }: DifferenceInput): CheckboxesView {
  const who = count === 1 ? 'the person who is' : `the ${count} people who are`;
  return {
    ...{ name: 'endPosts', idPrefix: 'endPosts' },
    errorMessage: errorAt(faults, 'endPosts'),
    items: [{ value: 'yes', text: `End today the posts of ${who} not in the file`, checked: endPosts }],
  };
}

/** "5 changed, 2 rows left out, 1 post ended" */
export function writtenWords(counts: { written: number; refused: number; endedPosts: number }): string {
  const { written, refused, endedPosts } = counts;
  const parts = [
    `${counted(written, 'row')} written`,
    refused > 0 ? `${counted(refused, 'row')} left out` : '',
    endedPosts > 0 ? `${counted(endedPosts, 'post')} ended` : '',
  ];
  return parts.filter(Boolean).join(', ');
}
