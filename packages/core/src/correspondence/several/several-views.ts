import { casesWords } from '../../cases/index.js';
import type { FieldFault } from '../../kernel/errors.js';
import type { NoteView, PillView } from '../../web/components.js';
import type { FieldView } from '../../web/form-components.js';
import { fieldsFor, inBraces } from '../merge-fields.js';
import { channelNames, languageNames } from '../message-words.js';
import type { MessageLanguage } from '../types.js';
import { errorOf, idOf, wordFields, type LanguageFields, type TypedWords } from '../word-fields.js';
import type { Letter } from './letter.js';
import type { SeveralSent } from './message-cases.js';
import type { ChosenLetter, SeveralLetters } from './several-query.js';
import { faultLinks, type FaultLink } from '../../web/form-faults.js';

/** Writing to the customers of several cases at once. */
export interface SeveralPage {
  readonly heading: string;
  readonly csrfToken: string;
  readonly back: string;
  readonly batchId: string;
  readonly draftKey: string;
  /** The template that the words were begun from. */
  readonly templateId: string;
  readonly begin: FieldView;
  readonly ids: readonly string[];
  readonly faults: readonly FaultLink[];
  readonly english: LanguageFields | undefined;
  readonly welsh: (LanguageFields & { readonly isOpen: boolean }) | undefined;
  readonly fields: string;
  readonly written: readonly CaseRow[];
  readonly unwritten: readonly CaseRow[];
  readonly writtenHeading: string;
  readonly unwrittenHeading: string;
  readonly notes: readonly NoteView[];
  readonly preview: LetterPreview | undefined;
  readonly canSend: boolean;
}

/** A chosen case, and how its customer is written to or why they can't be. */
export interface CaseRow {
  readonly seen: string;
  readonly reference: string;
  readonly href: string;
  readonly title: string;
  readonly about: string;
  readonly held: PillView | undefined;
}

/** A message as it will arrive, and the one after it. */
export interface LetterPreview {
  readonly place: string;
  readonly to: string;
  readonly lang: MessageLanguage;
  readonly subject: string;
  readonly body: string;
  readonly next: { readonly id: string; readonly reference: string } | undefined;
}

export interface SeveralInput {
  readonly letters: SeveralLetters;
  readonly templateId: string | undefined;
  readonly typed: TypedWords;
  readonly faults: readonly FieldFault[];
  /** The case whose message is shown; `first`: whichever comes first. */
  readonly show: string | undefined;
  readonly back: string;
  readonly batchId: string;
  readonly csrfToken: string;
  readonly councils: ReadonlyMap<number, string>;
}

export const severalDraftKey = 'cases-message';

type WrittenLetter = ChosenLetter & { readonly letter: Letter };

export function severalPage(input: SeveralInput): SeveralPage {
  const { letters, typed, faults } = input;
  const { chosen } = letters;
  const written = chosen.filter((each): each is WrittenLetter => each.letter !== undefined);
  const unwritten = chosen.filter(({ letter }) => letter === undefined);
  const [english, welsh] = wordFields({ typed, faults });
  return {
    heading: `Write to the customers of ${casesWords(chosen.length)}`,
    csrfToken: input.csrfToken,
    back: input.back,
    batchId: input.batchId,
    draftKey: severalDraftKey,
    templateId: input.templateId ?? '',
    begin: templateField(input),
    ids: chosen.map(({ case: { id } }) => id),
    faults: faultLinks(faults, idOf),
    english,
    welsh: welsh && { ...welsh, isOpen: isInUse(welsh.lang, input) },
    fields: fieldsFor('by-hand').map(inBraces).join(', '),
    written: written.map(writtenRow),
    unwritten: unwritten.map((each) => ({ ...rowOf(each), about: each.unwritten ?? '' })),
    writtenHeading: `${casesWords(written.length)} ${written.length === 1 ? 'is' : 'are'} written about`,
    unwrittenHeading: `${casesWords(unwritten.length)} can’t be written about`,
    notes: [...unwrittenNotes(unwritten.length), ...repeatNotes(written), ...heldNotes(written)],
    preview: previewOf(written, input.show),
    canSend: written.length > 0,
  };
}

function templateField({ letters, templateId, councils, faults }: SeveralInput): FieldView {
  const several = new Set(letters.templates.map(({ authorityId }) => authorityId)).size > 1;
  return {
    control: 'select',
    name: 'template',
    label: { text: 'Begin with' },
    value: templateId ?? '',
    items: [
      { value: '', text: 'My own words' },
      ...letters.templates.map(({ id, name, authorityId }) => ({
        value: id,
        text: several ? `${name} (${councils.get(authorityId) ?? ''})` : name,
      })),
    ],
    ...errorOf(faults, 'template'),
  };
}

function isInUse(lang: MessageLanguage, { typed, faults }: SeveralInput): boolean {
  const isTyped = Object.entries(typed).some(([name, text]) => name.startsWith(`${lang}.`) && text.trim() !== '');
  return isTyped || faults.some(({ field }) => field.includes(`${lang}.`));
}

function rowOf({ case: { id, version, reference, title } }: ChosenLetter): Omit<CaseRow, 'about'> {
  return { seen: `${id}.${version}`, reference, href: `/desk/cases/${reference}`, title, held: undefined };
}

function writtenRow(each: WrittenLetter): CaseRow {
  const { recipientName, way, caution } = each.letter;
  return {
    ...rowOf(each),
    about: `${recipientName || 'Anonymous'} · ${wayWords(way)}`,
    held: caution === null ? undefined : { text: 'To confirm', tone: 'warning' },
  };
}

/** "Email, in Welsh" */
function wayWords({ channel, language }: Letter['way']): string {
  return `${channelNames[channel]}, in ${languageNames[language]}`;
}

function unwrittenNotes(count: number): NoteView[] {
  if (count === 0) return [];
  const link = { text: 'Which, and why', href: '#unwritten' };
  return [{ tone: 'warning', lead: `${casesWords(count)} can’t be written about.`, link }];
}

const namedAtMost = 5;

/** Whoever has several of the cases gets as many messages, which is told before. */
function repeatNotes(written: readonly WrittenLetter[]): NoteView[] {
  const byPerson = new Map<string, { name: string; count: number }>();
  for (const { letter } of written) {
    const known = byPerson.get(letter.person);
    byPerson.set(letter.person, { name: letter.recipientName || 'Anonymous', count: (known?.count ?? 0) + 1 });
  }
  const several = [...byPerson.values()].filter(({ count }) => count > 1);
  if (several.length === 0) return [];
  const named = several.slice(0, namedAtMost).map(({ name, count }) => `${name} gets ${count}`);
  const others = several.length - named.length;
  const text = [...named, ...(others > 0 ? [`${others} others get several too`] : [])].join(', ');
  return [
    {
      tone: 'warning',
      lead:
        several.length === 1
          ? 'One customer has several of these cases.'
          : 'Some customers have several of these cases.',
      text: `There is one message for each case: ${text}. Take the tick from those that are not to be sent.`,
    },
  ];
}

function heldNotes(written: readonly WrittenLetter[]): NoteView[] {
  const count = written.filter(({ letter }) => letter.caution !== null).length;
  if (count === 0) return [];
  return [
    {
      tone: 'warning',
      lead: count === 1 ? 'One message is held.' : `${count} messages are held.`,
      text: 'The person’s record or the case is restricted, or they have died. A team leader or the data protection officer confirms each before it goes.',
    },
  ];
}

function previewOf(written: readonly WrittenLetter[], show: string | undefined): LetterPreview | undefined {
  if (show === undefined) return undefined;
  const at = Math.max(
    0,
    written.findIndex((each) => each.case.id === show),
  );
  const each = written[at];
  const next = written[(at + 1) % written.length];
  if (!each?.letter.composed) return undefined;
  const { recipientName, way, composed } = each.letter;
  return {
    place: `${each.case.reference}, ${at + 1} of ${written.length}`,
    to: `${recipientName || 'Customer'}: ${wayWords(way)}`,
    lang: way.language,
    ...{ subject: composed.subject, body: composed.body },
    next: next && written.length > 1 ? { id: next.case.id, reference: next.case.reference } : undefined,
  };
}

/** "1 message", "12 messages" */
function messagesWords(count: number): string {
  return count === 1 ? '1 message' : `${count} messages`;
}

/** "12 messages wait to be sent, 2 of them until somebody confirms them" */
export function sentWords({ done, held }: Pick<SeveralSent, 'done' | 'held'>): string {
  if (done.length === 0) return 'Nothing was sent.';
  const wait = `${messagesWords(done.length)} ${done.length === 1 ? 'waits' : 'wait'} to be sent`;
  return held.length === 0 ? wait : `${wait}, ${held.length} of them until somebody confirms it`;
}
