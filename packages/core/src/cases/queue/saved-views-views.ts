import type { Team } from '../../directory/index.js';
import type { FieldFault } from '../../kernel/errors.js';
import type { AuthorityId } from '../../kernel/scope.js';
import type { EmptyStateView } from '../../web/components.js';
import type { FieldView, RadiosView } from '../../web/form-components.js';
import { filledFields, queueHref, type QueueFilterFields } from './queue-address.js';
import { countWords, viewNames } from './queue-views.js';
import type { CountedView } from './saved-view-queries.js';
import { errorAt, faultLinks, type FaultLink } from '../../web/form-faults.js';

/** Filters of the queue under a name: the form that keeps one, and those that are kept. */
export interface SavedViewsPage {
  readonly csrfToken: string;
  readonly once: string;
  readonly faults: readonly FaultLink[];
  /** The filter that the reader came with, as fields and in words. */
  readonly fields: readonly { readonly name: string; readonly value: string }[];
  readonly about: string;
  readonly name: FieldView;
  readonly whom: RadiosView | undefined;
  readonly rows: readonly SavedViewRow[];
  readonly empty: EmptyStateView;
}

export interface SavedViewRow {
  readonly action: string;
  readonly href: string;
  readonly text: string;
  readonly count: string;
  readonly whose: string;
  readonly version: number;
  /** Undefined for a team's view that the reader may not change. */
  readonly name: FieldView | undefined;
}

export interface SavedViewsInput {
  readonly views: readonly CountedView[];
  readonly filter: QueueFilterFields;
  readonly teams: readonly Team[];
  readonly actorId: string;
  readonly mayShare: (authorityId: AuthorityId) => boolean;
  readonly csrfToken: string;
  readonly once: string;
  readonly faults: readonly FieldFault[];
  readonly name: string;
}

export function savedViewsPage(input: SavedViewsInput): SavedViewsPage {
  const { filter, teams, faults } = input;
  return {
    csrfToken: input.csrfToken,
    once: input.once,
    faults: faultLinks(faults),
    fields: filledFields(filter),
    about: filterWords(filter),
    name: {
      control: 'text',
      name: 'name',
      label: { text: 'Name' },
      value: input.name,
      errorMessage: errorAt(faults, 'name'),
    },
    whom:
      teams.length === 0
        ? undefined
        : {
            name: 'for',
            idPrefix: 'for',
            classes: 'govuk-radios--small',
            fieldset: { legend: { text: 'Who sees it?' } },
            value: 'me',
            items: [{ value: 'me', text: 'Only me' }, ...teams.map(({ id, name }) => ({ value: id, text: name }))],
          },
    rows: input.views.map((view) => savedViewRow(view, input)),
    empty: { text: 'No view is saved yet. Filter the queue, then save what you see.' },
  };
}

function savedViewRow(view: CountedView, { mayShare, faults }: SavedViewsInput): SavedViewRow {
  const { id, name, filter, count, teamId, teamName, version, authorityId } = view;
  const field = `name-${id}`;
  const mayChange = teamId === null || mayShare(authorityId);
  return {
    action: `/desk/queue/views/${id}`,
    href: queueHref({ view: 'all', team: 'own', ...filter }),
    text: name,
    count: countWords(count),
    whose: teamId === null ? 'Only you' : (teamName ?? 'A team of another council'),
    version,
    name: mayChange
      ? {
          control: 'text',
          name: 'name',
          id: field,
          label: { text: `New name for ${name}`, classes: 'govuk-visually-hidden' },
          value: name,
          errorMessage: errorAt(faults, field),
        }
      : undefined,
  };
}

/** "Late, every team, words “lay-by”" */
function filterWords({ view = 'all', team = 'own', service, q }: QueueFilterFields): string {
  const whose = team === 'own' ? 'my teams' : team === 'all' ? 'every team' : 'one team';
  return [viewNames[view], whose, service && `service ${service}`, q && `words “${q}”`].filter(Boolean).join(', ');
}
