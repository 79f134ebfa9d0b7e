import type { Authority } from '../../authorities/index.js';
import type { Instant } from '../../kernel/clock.js';
import type { FieldFault } from '../../kernel/errors.js';
import { formatDateTime } from '../../kernel/format-time.js';
import { channelWords } from '../../services/index.js';
import type { NoteView, PillView } from '../../web/components.js';
import type { CheckboxesView, ErrorSummaryView, FieldView } from '../../web/form-components.js';
import { errorAt, errorSummary } from '../../web/form-faults.js';
import { contactWords } from '../interaction-words.js';
import { channels } from '../types.js';
import { writtenDown, type CapturedContact } from './captured-contact.js';
import type { ListedContact } from './list-captured.js';
import type { RefusedContact } from './waiting-contacts.js';

export const capturedHref = '/desk/captured';

export interface CapturedRow {
  readonly title: string;
  readonly href: string | undefined;
  readonly pill: PillView;
  readonly words: string;
  /** "Telephone call, today 2:10am, Priya Nair" */
  readonly about: string;
  /** By which it is said that it was dealt with. */
  readonly doneId?: string;
}

export interface CapturedPage {
  readonly title: string;
  readonly action: string;
  readonly csrfToken: string;
  readonly errors: ErrorSummaryView | undefined;
  readonly note: NoteView;
  /** Absent where Moothall isn't being upgraded and nothing was typed. */
  readonly form:
    | {
        readonly id: string;
        readonly authorityId: number | undefined;
        readonly fields: readonly FieldView[];
        readonly urgent: CheckboxesView;
      }
    | undefined;
  readonly rows: readonly CapturedRow[];
  readonly emptyText: string;
}

export interface CapturedParts {
  readonly now: Instant;
  /** For which the reader may take contacts. */
  readonly councils: readonly Pick<Authority, 'id' | 'name'>[];
  readonly staffId: string;
  readonly faults: readonly FieldFault[];
  /** The reader's own, as those below. */
  readonly waiting: readonly CapturedContact[];
  readonly refused: readonly RefusedContact[];
  readonly entered: readonly ListedContact[];
  readonly newId: string;
  /** Absent: Moothall isn't being upgraded. */
  readonly standsInSince: Instant | undefined;
  /** The contact that has what was typed in part: it was entered before. */
  readonly enteredBefore: string | undefined;
  /** A form that was refused. */
  readonly typed: unknown;
  readonly csrfToken: string;
}

export function capturedPage(parts: CapturedParts): CapturedPage {
  const { standsInSince, waiting, refused, entered, enteredBefore, faults, csrfToken, typed, now, staffId } = parts;
  const isEntered = (contact: CapturedContact): boolean => entered.some(({ id }) => id === contact.id);
  const isAway = standsInSince !== undefined;
  return {
    title: 'Contacts taken during an upgrade',
    action: capturedHref,
    csrfToken,
    errors: errorSummary(faults),
    note: enteredBefore !== undefined ? beforeNote(enteredBefore) : isAway ? awayNote : backNote,
    form: isAway || typed !== undefined ? formOf(parts) : undefined,
    rows: [
      ...refused.map((one) => refusedRow(one, isEntered(one.contact), now)),
      ...waiting.filter((contact) => !isEntered(contact)).map((contact) => waitingRow(contact, now)),
      ...entered.map((one) => enteredRow(one, staffId, now)),
    ],
    emptyText: 'None was taken in the last fourteen days.',
  };
}

const awayNote: NoteView = {
  tone: 'warning',
  lead: 'Moothall is being upgraded.',
  text: 'Write down here who is in touch. Each contact is kept safely outside the database. Once Moothall is back, in a few minutes, it is entered by itself, once, and stands among your contacts under way, where you go on with it. If it can’t wait, ring who is on duty now.',
};
const backNote: NoteView = {
  lead: 'Moothall is not being upgraded now.',
  text: 'Contacts are started as always. Those that were taken while it was away are listed here.',
  link: { text: 'Start a contact', href: '/desk/interactions/new' },
};

const beforeNote = (id: string): NoteView => ({
  tone: 'warning',
  lead: 'This contact is entered already.',
  text: 'What is marked below is not in it, and was not saved. Open the contact, and add it there.',
  link: { text: 'Open the contact', href: `/desk/interactions/${id}` },
});

function formOf({ typed, faults, councils, newId }: CapturedParts): CapturedPage['form'] {
  const value = (name: string): string => textIn(typed, name);
  const errorMessage = (name: string) => errorAt(faults, name);
  const channel = value('channel') || 'telephone';
  const chosen = Number(value('authorityId') || councils[0]?.id);
  const text = (name: string, label: string, more: { hint?: string; inputmode?: string } = {}): FieldView => ({
    ...{ control: 'text', id: name, name, label: { text: label }, value: value(name), autocomplete: 'off' },
    ...(more.hint ? { hint: { text: more.hint } } : {}),
    errorMessage: errorMessage(name),
  });
  return {
    id: value('id') || newId,
    authorityId: councils.length === 1 ? councils[0]?.id : undefined,
    fields: [
      ...(councils.length > 1
        ? [
            select(
              'authorityId',
              'Answer as',
              councils.map(({ id, name }) => ({ value: id, text: name, selected: id === chosen })),
              errorMessage('authorityId'),
            ),
          ]
        : []),
      select(
        'channel',
        'How are they in touch?',
        channels.map((each) => ({ value: each, text: channelWords[each], selected: each === channel })),
        errorMessage('channel'),
      ),
      text('name', 'Who is it?', { hint: 'Leave it empty if they don’t want to say' }),
      text('reach', 'How can they be reached?', { hint: 'A telephone number, a mail address or where they live' }),
      {
        ...{ control: 'textarea', id: 'what', name: 'what', rows: 4, label: { text: 'What do they need?' } },
        ...{ value: value('what'), errorMessage: errorMessage('what') },
      },
      text('where', 'Where is it?', { hint: 'If it is about a place' }),
    ],
    urgent: {
      name: 'urgent',
      errorMessage: errorMessage('urgent'),
      items: [
        {
          value: 'yes',
          text: 'It is urgent',
          checked: value('urgent') === 'yes',
          hint: { text: 'Somebody may come to harm, or damage grows' },
        },
      ],
    },
  };
}

interface Option {
  readonly value: string | number;
  readonly text: string;
  readonly selected: boolean;
}

function select(
  name: string,
  label: string,
  items: readonly Option[],
  errorMessage: { text: string } | undefined,
): FieldView {
  return { control: 'select', id: name, name, label: { text: label }, items, errorMessage };
}

const nameless = 'Name not known';

export function textIn(typed: unknown, name: string): string {
  const found = typeof typed === 'object' && typed !== null ? (typed as Record<string, unknown>)[name] : undefined;
  const last: unknown = Array.isArray(found) ? found.at(-1) : found;
  return typeof last === 'string' ? last : '';
}

function refusedRow({ contact, says }: RefusedContact, isEntered: boolean, now: Instant): CapturedRow {
  const { id, name, channel, takenBy } = contact;
  const why = isEntered ? says : `It could not be entered. ${says} Start a contact, and enter it there`;
  return {
    title: name ?? nameless,
    href: isEntered ? `/desk/interactions/${id}` : undefined,
    doneId: id,
    pill: { text: 'Not entered', tone: 'bad' },
    words: writtenDown(contact).join('\n'),
    about: `${contactWords[channel]}, ${formatDateTime(takenBy.at, { now })}. ${why}`,
  };
}

function waitingRow(contact: CapturedContact, now: Instant): CapturedRow {
  const { name, channel, urgent, takenBy } = contact;
  return {
    title: name ?? nameless,
    href: undefined,
    pill: urgent ? { text: 'Urgent, kept', tone: 'warning' } : { text: 'Kept', tone: 'good' },
    words: writtenDown(contact).join('\n'),
    about: `${contactWords[channel]}, ${formatDateTime(takenBy.at, { now })}. It will be entered once Moothall is back`,
  };
}

function enteredRow(contact: ListedContact, staffId: string, now: Instant): CapturedRow {
  const { id, name, words, state, channel, takenAt, adviserId, adviserName } = contact;
  const by = adviserId === staffId ? 'you' : (adviserName ?? 'a colleague');
  return {
    title: name ?? nameless,
    href: `/desk/interactions/${id}`,
    pill: state === 'open' ? { text: 'To go on with', tone: 'warning' } : { text: 'Finished', tone: 'good' },
    words: words ?? '',
    about: `${contactWords[channel]}, ${formatDateTime(takenAt, { now })}, taken by ${by}`,
  };
}
