import type { Instant } from '../kernel/clock.js';
import type { FieldFault } from '../kernel/errors.js';
import { formatDate } from '../kernel/format-time.js';
import { localDateAt } from '../kernel/london-time.js';
import type { NoteView } from '../web/components.js';
import type { FieldView } from '../web/form-components.js';
import type { OwnAbsence } from './absence-queries.js';
import type { Absence } from './types.js';
import { errorAt, faultLinks, type FaultLink } from '../web/form-faults.js';

/** When the person is away, and who stands in. */
export interface AbsencePage {
  readonly csrfToken: string;
  readonly version: number;
  readonly isConflict: boolean;
  readonly faults: readonly FaultLink[];
  readonly now: NoteView | undefined;
  readonly fields: readonly FieldView[];
  readonly hasColleagues: boolean;
}

export interface TypedAbsence {
  readonly fromOn: string;
  readonly toOn: string;
  readonly deputyId: string;
}

export interface AbsenceInput {
  readonly typed?: TypedAbsence;
  readonly faults?: readonly FieldFault[];
  readonly isConflict?: true;
  readonly now: Instant;
  readonly csrfToken: string;
}

export function absencePage({ absence, colleagues }: OwnAbsence, input: AbsenceInput): AbsencePage {
  const { typed = absence ?? { fromOn: '', toOn: '', deputyId: '' }, faults = [] } = input;
  const day = (name: 'fromOn' | 'toOn', label: string): FieldView => {
    return {
      control: 'text',
      type: 'date',
      name,
      id: name,
      label: { text: label },
      value: typed[name],
      errorMessage: errorAt(faults, name),
    };
  };
  return {
    csrfToken: input.csrfToken,
    version: absence?.version ?? 0,
    isConflict: input.isConflict === true,
    faults: faultLinks(faults),
    now: absence === null ? undefined : { tone: 'info', text: absenceWords(absence, input.now) },
    fields: [
      day('fromOn', 'First day'),
      day('toOn', 'Last day'),
      {
        control: 'select',
        name: 'deputyId',
        id: 'deputyId',
        label: { text: 'Who stands in' },
        value: typed.deputyId,
        items: [
          { value: '', text: 'Choose a colleague' },
          ...colleagues.map(({ id, name }) => ({ value: id, text: name })),
        ],
        errorMessage: errorAt(faults, 'deputyId'),
      },
    ],
    hasColleagues: colleagues.length > 0,
  };
}

function absenceWords({ fromOn, toOn, deputyName }: Absence, now: Instant): string {
  const today = localDateAt(now);
  const until = formatDate(toOn, { today });
  const when =
    fromOn > today
      ? `You will be away from ${formatDate(fromOn, { today })} to ${until}`
      : `You are away until ${until}`;
  return `${when}. ${deputyName} stands in for you.`;
}

/** "Away until Friday 20 November, deputy Tom Reyes" */
export function awayWords({ toOn, deputyName }: Pick<Absence, 'toOn' | 'deputyName'>, now: Instant): string {
  return `Away until ${formatDate(toOn, { today: localDateAt(now) })}, deputy ${deputyName}`;
}
