import { mayAct, representationWords, type Representation } from '../../customers/index.js';
import { localDateAt } from '../../kernel/london-time.js';
import type { NoteView } from '../../web/components.js';
import type { Call } from './read-call.js';
import { errorOf, formTo, type FormBasics, type Rendering } from './rendering.js';

/** Somebody who may speak, and what naming them sends. */
export interface Speaker {
  /** "Carer Bethan Pugh is speaking". */
  readonly text: string;
  readonly covers: string;
  readonly customerId: string;
  /** Empty: the customer themselves. */
  readonly representationId: string;
}

export interface SpeakingCard {
  readonly form: FormBasics;
  /** Who speaks for the customer in this contact. */
  readonly note: NoteView | undefined;
  readonly error: string | undefined;
  readonly speakers: readonly Speaker[];
}

/** Who speaks for the customer; else those who may do so today, and those for whom the customer may speak. */
export function speakingCard(
  { interaction }: Call,
  customerId: string,
  representations: readonly Representation[],
  rendering: Rendering,
): SpeakingCard {
  const today = localDateAt(rendering.now);
  const { representing } = interaction;
  const current = representations.filter((one) => one.otherName !== null && mayAct(one, today));
  return {
    form: formTo('/customer', interaction, rendering),
    note: representing ? noteOf(representing) : undefined,
    error: errorOf('representationId', rendering)?.text,
    speakers: representing
      ? [{ text: 'The customer speaks themselves', covers: '', customerId, representationId: '' }]
      : current.map((one) => speakerOf(one, customerId)),
  };
}

function noteOf({ who, covers, refusal }: NonNullable<Call['interaction']['representing']>): NoteView {
  if (refusal !== null) return { tone: 'bad', lead: `${who} may not speak for them.`, text: refusal };
  return { tone: 'info', lead: `${who} speaks for them.`, text: `Covers: ${covers}` };
}

function speakerOf(one: Representation, customerId: string): Speaker {
  const noun = representationWords[one.role];
  const isFor = one.direction === 'represented-by';
  return {
    text: isFor ? `${noun} ${one.otherName} is speaking` : `They speak for ${one.otherName}, as ${noun.toLowerCase()}`,
    covers: one.covers,
    customerId: isFor ? customerId : one.otherId,
    representationId: one.id,
  };
}
