import type { FieldFault } from '../kernel/errors.js';
import { counted } from '../web/text-parts.js';
import type { CheckboxesView } from '../web/form-components.js';
import { errorAt, errorSummary } from '../web/form-faults.js';
import {
  differenceSection,
  importPage,
  refusedRows,
  type DifferencePage,
  type ImportInput,
  type ImportPage,
} from '../web/import-views.js';
import { directoryHref } from './directory-views.js';
import type { StaffDifference, StaffFieldChange } from './import/compare-staff.js';

export const importHref = `${directoryHref}/import`;

const directoryCrumb = { text: 'Directory', href: directoryHref };
const heading = 'Bring in staff';

export function staffImportPage(input: ImportInput): ImportPage {
  return importPage(input, {
    ...{ crumbs: [directoryCrumb], heading, action: importHref, whose: 'Whose staff' },
    about: 'You see who is new, who changes and who is not in the file before anything is written.',
    hint: 'CSV, with a row for each person: name, email, authority and what else is known',
  });
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

export function staffDifferencePage(input: DifferenceInput): DifferencePage {
  const { difference, faults, csrfToken, isChanged } = input;
  const { added, changed, gone, unchanged } = difference;
  const itemOf = (person: { name: string; email: string; fields: readonly StaffFieldChange[] }) => ({
    ...{ name: person.name, about: person.email },
    parts: person.fields.map(({ field, before, after }) => ({ label: field, before, after })),
  });
  const sections = [
    differenceSection('new', `${added.length} new`, added, itemOf),
    differenceSection('changed', `${changed.length} changed`, changed, itemOf),
    differenceSection('gone', `${gone.length} not in the file`, gone, ({ name, email, jobTitle }) => ({
      ...{ name, about: [jobTitle, email].filter(Boolean).join(' · '), parts: [] },
    })),
  ].filter((section) => section !== undefined);
  return {
    ...{ csrfToken, isChanged, sections, action: `${importHref}/${input.id}`, otherHref: importHref },
    crumbs: [directoryCrumb, { text: heading, href: importHref }],
    intro: `${input.name}, ${input.council}: ${unchanged} unchanged. Nothing is written yet.`,
    code: difference.code,
    isNothing: sections.length === 0,
    correct: undefined,
    errors: errorSummary(faults),
    refused: refusedRows(difference.faults, 'left out'),
    choice: gone.length === 0 ? undefined : endPostsField(gone.length, input),
  };
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
