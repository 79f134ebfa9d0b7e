import { awayWords, type Team } from '../../directory/index.js';
import type { Instant } from '../../kernel/clock.js';
import type { FieldFault } from '../../kernel/errors.js';
import type { FieldView, RadiosView } from '../../web/form-components.js';
import type { PossibleAssignee } from './page-queries.js';
import type { DescribedCase } from '../types.js';
import { errorAt, faultLinks, type FaultLink } from '../../web/form-faults.js';

/** Who has a case: a person of its team, or another team. */
export interface AssignPage {
  readonly reference: string;
  readonly title: string;
  readonly caseHref: string;
  readonly csrfToken: string;
  readonly once: string;
  readonly version: number;
  readonly faults: readonly FaultLink[];
  readonly teamName: string;
  readonly people: RadiosView;
  readonly handOver: { readonly team: FieldView; readonly note: FieldView } | undefined;
}

export interface AssignInput {
  readonly found: DescribedCase;
  readonly members: readonly PossibleAssignee[];
  readonly now: Instant;
  readonly teams: readonly Team[];
  readonly mayAssign: boolean;
  readonly actorId: string;
  readonly csrfToken: string;
  readonly once: string;
  readonly faults: readonly FieldFault[];
  readonly note: string;
}

export function assignPage(input: AssignInput): AssignPage {
  const { found, faults, teams } = input;
  const others = teams.filter(({ id }) => id !== found.teamId);
  return {
    reference: found.reference,
    title: found.title,
    caseHref: `/desk/cases/${found.reference}`,
    csrfToken: input.csrfToken,
    once: input.once,
    version: found.version,
    faults: faultLinks(faults),
    teamName: found.teamName ?? 'another council’s team',
    people: peopleField(input),
    handOver: others.length > 0 ? { team: teamField(others, input), note: noteField(input) } : undefined,
  };
}

/** Without the permission to assign, only oneself and the team can be chosen. */
function peopleField({ found, members, mayAssign, actorId, faults, now }: AssignInput): RadiosView {
  const people = members.filter(({ personId }) => mayAssign || personId === actorId);
  return {
    name: 'assigneeId',
    idPrefix: 'assigneeId',
    fieldset: { legend: { text: 'Who has it?' } },
    classes: 'govuk-radios--small',
    items: [
      { value: 'team', text: 'Nobody yet: the team' },
      ...people.map(({ personId, name, away }) => ({
        value: personId,
        text: personId === actorId ? `${name} (you)` : name,
        ...(away === null ? {} : { hint: { text: awayWords(away, now) } }),
      })),
    ],
    value: found.assigneeId ?? 'team',
    errorMessage: errorAt(faults, 'assigneeId'),
  };
}

function teamField(teams: readonly Team[], { faults }: AssignInput): FieldView {
  return {
    control: 'select',
    name: 'teamId',
    label: { text: 'Team' },
    items: [{ value: '', text: 'Choose a team' }, ...teams.map(({ id, name }) => ({ value: id, text: name }))],
    errorMessage: errorAt(faults, 'teamId'),
  };
}

function noteField({ note, faults }: AssignInput): FieldView {
  return {
    control: 'textarea',
    name: 'note',
    label: { text: 'What they need to know' },
    rows: 3,
    value: note,
    errorMessage: errorAt(faults, 'note'),
  };
}
