import type { FieldFault } from '../../kernel/errors.js';
import type { FieldView } from '../../web/form-components.js';
import type { DescribedSummary } from '../types.js';
import { errorAt } from '../../web/form-faults.js';

/** Which case the selected ones are linked to: one of them, or another that is found by its reference. */
export interface LinkChoice {
  readonly hub: FieldView;
  readonly find: FieldView;
  readonly found: FoundCases;
}

/** Cases that were found by a reference or its beginning, one to be chosen. */
export interface FoundCases {
  readonly cases: readonly { readonly reference: string; readonly text: string; readonly checked: boolean }[];
  /** "2 cases" */
  readonly countText: string;
}

export interface LinkChoiceInput {
  readonly chosen: readonly DescribedSummary[];
  readonly matches: readonly DescribedSummary[];
  readonly faults: readonly FieldFault[];
  readonly hub?: string | undefined;
  readonly find?: string | undefined;
  readonly found?: string | undefined;
}

export function linkChoice({ chosen, matches, faults, hub, find, found }: LinkChoiceInput): LinkChoice {
  return {
    hub: {
      control: 'select',
      name: 'hub',
      label: { text: 'Which case?' },
      items: [
        { value: '', text: 'Another case, found below' },
        ...chosen.map((each) => ({ value: each.id, text: lineOf(each) })),
      ],
      value: hub ?? '',
      errorMessage: errorAt(faults, 'hub'),
    },
    find: {
      control: 'text',
      name: 'find',
      label: { text: 'Reference of another case, or how it begins' },
      value: find ?? '',
      autocomplete: 'off',
      attributes: { 'data-suggest-url': '/desk/queue/change/suggest', 'data-suggest-target': 'found-cases' },
      errorMessage: errorAt(faults, 'find'),
    },
    found: foundCases(hub ? [] : matches, found),
  };
}

export function foundCases(matches: readonly DescribedSummary[], chosen?: string): FoundCases {
  return {
    cases: matches.map((each) => ({
      reference: each.reference,
      text: lineOf(each),
      checked: each.reference === chosen || matches.length === 1,
    })),
    countText: matches.length === 1 ? '1 case' : `${matches.length} cases`,
  };
}

function lineOf({ reference, title, participantName, veiled }: DescribedSummary): string {
  return [`${reference} ${title}`, veiled ? null : participantName].filter(Boolean).join(', ');
}
