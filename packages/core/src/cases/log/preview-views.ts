import type { Instant } from '../../kernel/clock.js';
import { formatFullDate } from '../../kernel/format-time.js';
import { formatMoney, moneyOf } from '../../kernel/money.js';
import { findStatus, hrefOfDesign, type ServiceDefinition, type ServiceDesign } from '../../services/index.js';
import { priorityWords } from './field-words.js';
import { promiseWords } from '../clock/first-due.js';
import type { LogForm } from './log-form.js';
import type { TriedService } from './try-query.js';

/** A service's form as advisers would have it, and what became of the last try. */
export interface PreviewPage {
  readonly name: string;
  readonly summary: string;
  readonly designHref: string;
  readonly form: LogForm;
  /** Undefined: nothing was tried yet. */
  readonly tried: Tried | undefined;
}

interface Tried {
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly answers: TriedService['answers'];
  readonly tasks: readonly string[];
  readonly messages: readonly string[];
}

export function previewPage(
  { id, definition }: Pick<ServiceDesign, 'id' | 'definition'>,
  form: LogForm,
  tried: TriedService | undefined,
  now: Instant,
): PreviewPage {
  return {
    name: definition.name,
    summary: definition.summary,
    designHref: hrefOfDesign(id),
    form,
    tried: tried && triedView(definition, tried, now),
  };
}

function triedView(definition: ServiceDefinition, tried: TriedService, now: Instant): Tried {
  const team = tried.teamName ?? (tried.teamKey === '' ? 'No route fits' : `${tried.teamKey}: the council has none`);
  return {
    facts: [
      { label: 'Stops', value: stopWords(tried) },
      { label: 'Title', value: tried.title },
      { label: 'Priority', value: priorityWords[tried.priority] },
      { label: 'Goes to', value: team },
      { label: 'Promise', value: promiseWords(tried.dueAt, now) },
      { label: 'Fee', value: tried.feePence === 0 ? 'None' : formatMoney(moneyOf(tried.feePence)) },
    ],
    answers: tried.answers,
    tasks: tried.tasks.map(({ title, at, team, dueOn }) => {
      const made = at === undefined ? 'at once' : `at “${statusLabel(definition, at)}”`;
      return `${title}: ${made}${team === undefined ? '' : `, for ${team}`}${dueOn === null ? '' : `, due ${formatFullDate(dueOn)}`}`;
    }),
    messages: tried.messages.map(({ event, status, template, channel }) => {
      const when = status === undefined ? event : `${event} ${statusLabel(definition, status)}`;
      return `${template} by ${channel}: ${when}`;
    }),
  };
}

function stopWords({ stops }: TriedService): string {
  if (stops.length === 0) return 'None';
  return stops.map(({ say, endsForm }) => `${endsForm ? 'Ends here' : 'Said first'}: ${say}`).join(' ');
}

function statusLabel({ lifecycle }: ServiceDefinition, key: string): string {
  return findStatus(lifecycle, key)?.label ?? key;
}
