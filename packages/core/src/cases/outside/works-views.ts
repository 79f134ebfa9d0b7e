import type { Slot } from '@moothall/adapter-sdk';
import type { Serving } from '../../adapters/index.js';
import type { Instant } from '../../kernel/clock.js';
import { formatDate, formatTime } from '../../kernel/format-time.js';
import { localDateAt } from '../../kernel/london-time.js';
import type { NoteView } from '../../web/components.js';
import type { WorksAnswer } from './ask-works.js';
import type { PlaceSaid } from './place-works.js';

/** One of what another system offers, to answer a question with. */
export interface Offered {
  /** As it is kept: the words, and what the other system knows it by. */
  readonly value: string;
  readonly text: string;
}

/** In a service's form: the button that asks the system in which the work is done, and what it said. */
export interface WorksPanel {
  readonly buttonText: string;
  /** Where the form is sent: it comes back at the panel. */
  readonly formaction: string;
  readonly note: NoteView | undefined;
  readonly heading: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly slots: readonly Offered[];
  readonly assets: readonly Offered[];
}

/** By what staff know the system. */
export type WorksToAsk = Pick<Serving<'line-of-business'>, 'title' | 'name'>;

/** Undefined: nothing can be asked. @param answer undefined: it wasn't asked yet */
export function worksPanel(
  works: WorksToAsk | undefined,
  answer: WorksAnswer | undefined,
  { action, now }: { readonly action: string; readonly now: Instant },
): WorksPanel | undefined {
  if (works === undefined) return undefined;
  const name = `${works.title} (${works.name})`;
  const { facts, slots, assets } = answer ?? { facts: [], slots: [], assets: [] };
  return {
    buttonText: answer === undefined || answer.state === 'nowhere' ? `Ask ${name}` : `Ask ${name} again`,
    formaction: `${action}#works`,
    heading: `What ${name} says`,
    note: answer && noteOf(name, answer, 'The case can be logged without it.'),
    facts: shownFacts(facts),
    slots: slots.map((slot) => offered(slotWords(slot, now), slot.id)),
    assets: assets.map(({ id, name: asset, distanceM }) =>
      offered(distanceM < 1 ? asset : `${asset}, ${Math.round(distanceM)} m away`, id, asset),
    ),
  };
}

/** What one other system says of a property. */
export interface PlaceSaidView {
  readonly heading: string;
  readonly note: NoteView | undefined;
  readonly facts: WorksPanel['facts'];
}

export function saidOfPlace({ title, name: connection, ...answer }: PlaceSaid): PlaceSaidView {
  const name = `${title} (${connection})`;
  const note = noteOf(name, answer, 'The rest of the page doesn’t need it.');
  return { heading: `What ${name} says`, note, facts: shownFacts(answer.facts) };
}

function shownFacts(facts: WorksAnswer['facts']): WorksPanel['facts'] {
  return facts.map(({ label, value }) => ({ label: cut(label), value: cut(value) }));
}

const cut = (words: string): string => words.replace(/\s+/g, ' ').trim().slice(0, 200);

function offered(text: string, id: string, kept = text): Offered {
  return { value: `${cut(kept).slice(0, 120)} [${cut(id).slice(0, 60)}]`, text: cut(text) };
}

/** "Tuesday 24 November, 9am to 11am" */
function slotWords({ from, until }: Slot, now: Instant): string {
  return `${formatDate(localDateAt(from), { today: localDateAt(now) })}, ${formatTime(from)} to ${formatTime(until)}`;
}

function noteOf(name: string, { state, facts, slots, assets }: WorksAnswer, goOn: string): NoteView | undefined {
  switch (state) {
    case 'nowhere':
      return { tone: 'info', text: 'Say where it is first: choose an address, or a point on the map.', isStatus: true };
    case 'late':
      return { tone: 'warning', lead: `${name} takes too long.`, text: `${goOn} Or ask again.`, isStatus: true };
    case 'resting':
      return { tone: 'warning', lead: `${name} can’t be asked at the moment.`, text: goOn, isStatus: true };
    case 'failed':
      return { tone: 'warning', lead: `${name} gave no answer.`, text: `${goOn} Or ask again.`, isStatus: true };
    case 'answered':
      return facts.length + slots.length + assets.length > 0
        ? undefined
        : { tone: 'info', text: `${name} knows nothing about this place.`, isStatus: true };
  }
}
