import { findStatus } from '../../services/index.js';
import type { FieldView, RadiosView } from '../../web/form-components.js';
import type { WholeCase } from './page-queries.js';
import type { CaseRendering } from '../views.js';
import { errorAt } from '../../web/form-faults.js';

/** What may happen next to a case, as a form. */
export interface StatusForm {
  readonly action: string;
  readonly csrfToken: string;
  readonly version: number;
  readonly baseStatus: string;
  readonly event: RadiosView;
  /** Asked when the chosen step closes the case. */
  readonly outcome: FieldView | undefined;
  readonly note: FieldView;
  readonly isOpen: boolean;
}

export function statusForm(
  { case: found, definition, transitions }: WholeCase,
  baseHref: string,
  { csrfToken, faults = [], typed = {} }: CaseRendering,
): StatusForm | undefined {
  if (transitions.length === 0) return undefined;
  const closes = (to: string): boolean => findStatus(definition.lifecycle, to)?.kind === 'closed';
  const items = transitions.map(({ event, label, needsReason }) => ({
    value: event,
    text: needsReason ? `${label} (say why in the note)` : label,
  }));
  return {
    action: `${baseHref}/status`,
    csrfToken,
    version: found.version,
    baseStatus: found.status,
    event: {
      name: 'event',
      fieldset: { legend: { text: 'What happens next?' } },
      classes: 'govuk-radios--small',
      items,
      value: typed['event'],
      errorMessage: errorAt(faults, 'event'),
    },
    outcome: transitions.some(({ to }) => closes(to))
      ? {
          control: 'select',
          name: 'outcome',
          label: { text: 'Outcome, when this closes the case' },
          items: [
            { value: '', text: 'Choose' },
            ...definition.outcomes.map(({ key, label }) => ({ value: key, text: label })),
          ],
          value: typed['outcome'],
          errorMessage: errorAt(faults, 'outcome'),
        }
      : undefined,
    note: {
      control: 'textarea',
      name: 'note',
      id: 'status-note',
      label: { text: 'Note (optional)' },
      rows: 2,
      value: typed['note'],
      errorMessage: errorAt(faults, 'note'),
    },
    isOpen: faults.some(({ field }) => ['event', 'outcome', 'note'].includes(field)),
  };
}
