import type { Authority, ContactLine } from '../../authorities/index.js';
import type { DescribedCase } from '../../cases/index.js';
import { formatTelephone, type CustomerHit, type readTelephone } from '../../customers/index.js';
import { channels, channelWords, type Interaction } from '../../interactions/index.js';
import type { Instant } from '../../kernel/clock.js';
import { formatTime } from '../../kernel/format-time.js';
import type { FieldFault } from '../../kernel/errors.js';
import type { Place } from '../../places/index.js';
import type { NoteView } from '../../web/components.js';
import type { Choice, ErrorSummaryView, RadiosView, SelectField, TextField } from '../../web/form-components.js';
import { callHref } from './call-address.js';
import type { Typed } from './rendering.js';
import { customerChoice } from './views-find.js';
import { errorAt, errorSummary } from '../../web/form-faults.js';

export interface StartParts {
  readonly query: {
    readonly caller?: string | undefined;
    readonly called?: string | undefined;
    readonly call_id?: string | undefined;
    readonly waited?: string | undefined;
    readonly ringing_since?: string | undefined;
  };
  /** Those that the adviser may answer as. */
  /** The reader's own first. */
  readonly authorities: readonly Authority[];
  readonly dialled: ContactLine | undefined;
  readonly aboutCase: DescribedCase | undefined;
  readonly place: Place | undefined;
  readonly caller: ReturnType<typeof readTelephone>;
  readonly called: ReturnType<typeof readTelephone>;
  /** A colleague's contact for the same call. */
  readonly earlier: Interaction | undefined;
  /** Whom the telephone system named, when it is not the reader: with their name when it is one of the staff's. */
  readonly agent: { readonly said: string; readonly name: string | undefined; readonly reader: string } | undefined;
  readonly now: Instant;
  readonly candidates: readonly CustomerHit[];
}

/** How a contact begins: every field has what is likely, so that one Enter starts it. */
export interface StartPage {
  readonly title: string;
  readonly action: string;
  readonly csrfToken: string;
  readonly errors: ErrorSummaryView | undefined;
  /** What to say first, when the dialled line is known. */
  readonly banner: { readonly lead: string; readonly text: string } | undefined;
  /** What about the call is not as it should be. */
  readonly warnings: readonly NoteView[];
  readonly about: readonly string[];
  readonly who: RadiosView | undefined;
  readonly whoLead: string;
  readonly channel: SelectField;
  readonly authority: SelectField | undefined;
  readonly caller: TextField;
  readonly hidden: readonly { readonly name: string; readonly value: string }[];
}

export interface StartRendering {
  readonly csrfToken: string;
  readonly faults: readonly FieldFault[];
  readonly typed?: Typed;
}

export function startPage(parts: StartParts, { csrfToken, faults, typed = {} }: StartRendering): StartPage {
  const { query, dialled, aboutCase, place, authorities } = parts;
  const answeredAs = authorities.find(({ id }) => id === dialled?.authorityId);
  return {
    title: query.caller || query.called ? 'Incoming call' : 'New contact',
    action: '/desk/interactions/new',
    csrfToken,
    errors: errorSummary(faults),
    banner: answeredAs && { lead: `Answer as “${answeredAs.name}”.`, text: dialled?.openingWords ?? '' },
    warnings: [colleagueNote(parts), agentNote(parts), lineNote(parts)].filter((note) => note !== undefined),
    about: [
      ...(aboutCase ? [`About ${aboutCase.reference}: ${aboutCase.title}`] : []),
      ...(place ? [`About ${place.line}`] : []),
    ],
    who: whoRadios(parts, typed),
    whoLead: whoLead(parts),
    channel: channelSelect(typed),
    authority: answeredAs || authorities.length < 2 ? undefined : authoritySelect(parts, typed, faults),
    caller: callerField(parts, typed),
    hidden: hiddenFields(parts),
  };
}

/** The call is a colleague's already: what is started now is a contact of one's own. */
function colleagueNote({ earlier }: StartParts): NoteView | undefined {
  if (!earlier) return undefined;
  const name = earlier.adviserName ?? 'A colleague';
  return {
    tone: 'warning',
    lead:
      earlier.endedAt === null
        ? `${name} is in this call.`
        : `${name} had this call until ${formatTime(earlier.endedAt)}.`,
    text: 'Start only if it was put through to you: that will be a contact of your own.',
    link: { text: `See ${earlier.adviserName ?? 'their'}’s contact`, href: callHref(earlier.id) },
  };
}

function agentNote({ agent }: StartParts): NoteView | undefined {
  if (!agent) return undefined;
  const { said, name, reader } = agent;
  if (name === undefined)
    return {
      lead: `The telephone system put this call through to “${said}”.`,
      text: `Nobody is known by that name here. Started, the contact is yours, ${reader}.`,
    };
  return {
    tone: 'warning',
    lead: `This call was put through to ${name}.`,
    text: `You are signed in as ${reader}. Started, the contact is yours. If ${name} is at this desk, sign out first.`,
  };
}

/** Without a line the adviser has to say whom they answer as. */
function lineNote({ query, called, dialled, authorities }: StartParts): NoteView | undefined {
  if (!query.called || dialled) return undefined;
  const number = called?.kind === 'number' ? formatTelephone(called.e164) : undefined;
  const lead = number === undefined ? 'The number called could not be read.' : `${number} is not one of your lines.`;
  const [only] = authorities.length === 1 ? authorities : [];
  return { tone: 'warning', lead, text: only ? `You answer as ${only.name}.` : 'Choose whom you answer as.' };
}

/** One candidate is ready to start with; among several the adviser chooses, always. */
function whoRadios({ candidates }: StartParts, typed: Typed): RadiosView | undefined {
  if (candidates.length === 0) return undefined;
  const [only] = candidates.length === 1 ? candidates : [];
  const chosen = typed['customerId'] ?? only?.id;
  const choices = candidates
    .map(customerChoice)
    .map(({ id, name, detail }): Choice => ({ value: id, text: name, hint: { text: detail }, checked: id === chosen }));
  return {
    name: 'customerId',
    fieldset: { legend: { text: 'Who is it?' } },
    items: [...choices, { value: '', text: 'Somebody else, or not known yet' }],
  };
}

function whoLead({ caller, candidates, query }: StartParts): string {
  if (caller?.kind === 'withheld')
    return 'The number is withheld. Once the contact is started, find or add the customer, or leave them unnamed.';
  if (query.caller && caller === undefined) return 'The number could not be read.';
  if (caller?.kind !== 'number') return '';
  const number = formatTelephone(caller.e164);
  if (candidates.length === 0) return `Nobody on record has ${number}. You can search once the contact is started.`;
  return candidates.length === 1
    ? `One customer has ${number}.`
    : `${candidates.length} customers have ${number}. Choose.`;
}

function channelSelect(typed: Typed): SelectField {
  const chosen = typed['channel'] ?? 'telephone';
  return {
    control: 'select',
    id: 'channel',
    name: 'channel',
    label: { text: 'How are they in touch?' },
    items: channels.map((value) => ({ value, text: channelWords[value], selected: value === chosen })),
  };
}

/** Whose customer or case it is already, else the adviser's own. */
function authoritySelect(parts: StartParts, typed: Typed, faults: readonly FieldFault[]): SelectField {
  const { authorities, aboutCase, candidates } = parts;
  const known = aboutCase?.authorityId ?? (candidates.length === 1 ? candidates[0]?.authorityId : undefined);
  const chosen = Number(typed['authorityId'] ?? known ?? authorities[0]?.id);
  return {
    control: 'select',
    id: 'authorityId',
    name: 'authorityId',
    label: { text: 'Answer as' },
    errorMessage: errorAt(faults, 'authorityId'),
    items: authorities.map(({ id, name }) => ({ value: id, text: name, selected: id === chosen })),
  };
}

function callerField({ query, caller }: StartParts, typed: Typed): TextField {
  const withheld = caller?.kind === 'withheld' ? 'Number withheld' : query.caller;
  const known = caller?.kind === 'number' ? formatTelephone(caller.e164) : withheld;
  return {
    control: 'text',
    id: 'caller',
    name: 'caller',
    label: { text: 'Number they call from' },
    hint: { text: 'Finds who it may be. Leave it empty when you don’t see it.' },
    value: typed['caller'] ?? known ?? '',
    inputmode: 'tel',
    autocomplete: 'off',
    classes: 'govuk-input--width-20',
  };
}

function hiddenFields({ query, aboutCase, place, earlier }: StartParts): StartPage['hidden'] {
  const fields = {
    called: query.called,
    callId: earlier ? undefined : query.call_id,
    waitedSeconds: earlier ? undefined : query.waited,
    ringingSince: earlier ? undefined : query.ringing_since,
    placeId: place?.id,
    aboutCaseId: aboutCase?.id,
  };
  return Object.entries(fields).flatMap(([name, value]) => (value ? [{ name, value }] : []));
}
