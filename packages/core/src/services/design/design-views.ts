import type { Instant } from '../../kernel/clock.js';
import type { FieldFault } from '../../kernel/errors.js';
import { localDateAt } from '../../kernel/london-time.js';
import { formatDate, formatDateTime } from '../../kernel/format-time.js';
import { formatMoney, moneyOf } from '../../kernel/money.js';
import type { Tone } from '../../web/components.js';
import type { FieldView } from '../../web/form-components.js';
import type { CheckedDesign } from './design-queries.js';
import { designParts, placeOfFault } from './design-parts.js';
import type { DesignPart } from './design-part.js';
import { keyFrom } from './design-fields.js';
import type { ServiceDefinition } from '../types.js';
import { isOffered } from '../flow/offer-rules.js';
import { durationWords } from '../views.js';
import { missingWelsh } from '../welsh-words.js';
import { errorAt, faultLinks, type FaultLink } from '../../web/form-faults.js';

export const designHref = '/desk/service-design';

export function hrefOfDesign(id: string, part = '', entry?: number | 'new'): string {
  return [designHref, id, part, entry].filter((step) => step !== undefined && step !== '').join('/');
}

interface Council {
  readonly id: number;
  readonly name: string;
}

/** The services of a council, as those who design them see them. */
export interface DesignsPage {
  readonly councils: readonly { readonly text: string; readonly href: string; readonly current: boolean }[];
  readonly councilName: string;
  readonly newHref: string;
  readonly services: readonly {
    readonly name: string;
    readonly href: string;
    readonly state: { readonly text: string; readonly tone: Tone };
    readonly draft: string;
    readonly problems: string;
  }[];
}

export function designsPage(
  designs: readonly CheckedDesign[],
  chosen: Council,
  councils: readonly Council[],
  now: Instant,
): DesignsPage {
  return {
    councils: councils.map(({ id, name }) => ({
      text: name,
      href: `${designHref}?authority=${id}`,
      current: id === chosen.id,
    })),
    councilName: chosen.name,
    newHref: `${designHref}/new?authority=${chosen.id}`,
    services: designs.map((design) => ({
      name: design.name,
      href: hrefOfDesign(design.id),
      state: stateOf(design, now),
      draft: draftWords(design, now),
      problems: problemWords(design.faults.length),
    })),
  };
}

function stateOf(design: CheckedDesign, now: Instant): { text: string; tone: Tone } {
  if (design.state === 'draft') return { text: 'Draft', tone: 'info' };
  return isOffered(design, localDateAt(now))
    ? { text: `Version ${design.publishedNumber}`, tone: 'good' }
    : { text: 'Withdrawn', tone: 'neutral' };
}

function draftWords({ draft }: CheckedDesign, now: Instant): string {
  if (!draft) return 'Nothing changed';
  return `Saved ${formatDateTime(draft.savedAt, { now })}${draft.savedBy ? ` by ${draft.savedBy}` : ''}`;
}

function problemWords(count: number): string {
  return count === 0 ? 'None' : count === 1 ? '1 problem' : `${count} problems`;
}

/** How a service begins. */
export interface StartDesignPage {
  readonly csrfToken: string;
  readonly once: string;
  readonly authorityId: number;
  readonly councilName: string;
  readonly faults: readonly FaultLink[];
  readonly fields: readonly FieldView[];
}

export interface StartInput {
  readonly csrfToken: string;
  readonly once: string;
  readonly council: Council;
  readonly own: readonly CheckedDesign[];
  readonly shipped: readonly Pick<ServiceDefinition, 'key' | 'name'>[];
  readonly typed: Readonly<Record<string, string>>;
  readonly faults: readonly FieldFault[];
}

export function startDesignPage(input: StartInput): StartDesignPage {
  const { csrfToken, once, council, own, shipped, typed, faults } = input;
  const from = typed['from'] ?? '';
  const option = (value: string, text: string) => ({ value, text, selected: value === from });
  return {
    ...{ csrfToken, once, authorityId: council.id, councilName: council.name },
    faults: faultLinks(faults),
    fields: [
      {
        control: 'text',
        id: 'name',
        name: 'name',
        label: { text: 'Name' },
        value: typed['name'],
        errorMessage: errorAt(faults, 'name'),
      },
      {
        ...{ control: 'text', id: 'key', name: 'key', label: { text: 'Key (optional)' }, value: typed['key'] },
        hint: { text: 'Small letters and hyphens, for addresses; made of the name when left empty. It stays.' },
        errorMessage: errorAt(faults, 'key'),
      },
      {
        ...{ control: 'select', id: 'from', name: 'from', label: { text: 'Begin from' }, value: from },
        items: [
          option('', 'Nothing: an empty form'),
          ...shipped.map(({ key, name }) => option(`like:${key}`, `${name} (comes with Moothall)`)),
          ...own.map(({ id, name }) => option(`copy:${id}`, `${name} (yours)`)),
        ],
        errorMessage: errorAt(faults, 'from'),
      },
    ],
  };
}

/** The command's input from what was typed. */
export function startInput(typed: Readonly<Record<string, string>>, authorityId: number): object {
  const { name = '', key = '', from = '' } = typed;
  const [how, which = ''] = from.split(':');
  return {
    ...{ authorityId, name, key: key.trim() || keyFrom(name) },
    ...(how === 'like' ? { like: which } : {}),
    ...(how === 'copy' ? { copyOf: which } : {}),
  };
}

/** Whether cases can be logged, and until when. */
interface Withdrawal {
  readonly words: string;
  /** Asks from which day on it is withdrawn. */
  readonly day: FieldView;
  readonly mayOfferAgain: boolean;
}

/** A service's design: its parts, what is wrong with it, and what can be done with it. */
export interface DesignPage {
  readonly id: string;
  readonly name: string;
  readonly councilName: string;
  readonly listHref: string;
  readonly state: { readonly text: string; readonly tone: Tone };
  readonly draft: string;
  readonly hasDraft: boolean;
  readonly csrfToken: string;
  readonly version: number;
  readonly mayPublish: boolean;
  readonly mayDiscard: boolean;
  /** Undefined: never published, or not theirs to decide. */
  readonly withdrawal: Withdrawal | undefined;
  readonly compareHref: string | undefined;
  readonly versionsHref: string;
  readonly previewHref: string;
  readonly problems: readonly { readonly text: string; readonly href: string; readonly part: string }[];
  readonly parts: readonly { readonly title: string; readonly href: string; readonly detail: string }[];
}

interface DesignReader {
  readonly csrfToken: string;
  readonly mayPublish: boolean;
  readonly now: Instant;
  /** The day that was typed for a withdrawal, and what is wrong with it. */
  readonly typed?: { readonly on: string; readonly fault: string } | undefined;
}

export function designPage(design: CheckedDesign, council: Council, about: DesignReader): DesignPage {
  const { id, name, version, draft, publishedNumber, definition, faults } = design;
  return {
    ...{ id, name, version, csrfToken: about.csrfToken, councilName: council.name },
    listHref: `${designHref}?authority=${council.id}`,
    state: stateOf(design, about.now),
    draft: draftWords(design, about.now),
    hasDraft: draft !== undefined,
    mayPublish: about.mayPublish && draft !== undefined && faults.length === 0,
    mayDiscard: draft !== undefined && publishedNumber !== null,
    withdrawal: about.mayPublish && publishedNumber !== null ? withdrawalOf(design, about) : undefined,
    compareHref:
      draft && publishedNumber !== null ? `${hrefOfDesign(id, 'compare')}?from=${publishedNumber}&to=draft` : undefined,
    versionsHref: hrefOfDesign(id, 'versions'),
    previewHref: `/desk/service-preview/${id}`,
    problems: faults.map(({ path, message }) => {
      const place = placeOfFault(path, definition);
      const title = designParts.find(({ key }) => key === place.part)?.title ?? '';
      return { text: message, href: hrefOfDesign(id, place.part, place.entry), part: title };
    }),
    parts: designParts.map((part) => ({
      title: part.title,
      href: hrefOfDesign(id, part.key),
      detail: partWords(part, design),
    })),
  };
}

function withdrawalOf({ withdrawnOn }: CheckedDesign, { now, typed }: DesignReader): Withdrawal {
  const today = localDateAt(now);
  const isGone = withdrawnOn !== null && withdrawnOn <= today;
  const day = withdrawnOn === null ? '' : formatDate(withdrawnOn, { today });
  return {
    words:
      withdrawnOn === null
        ? 'Cases can be logged.'
        : isGone
          ? `Withdrawn since ${day}: no case can be logged. Open ones go on.`
          : `Withdrawn from ${day}: no case can be logged from then on. Open ones go on.`,
    day: {
      ...{ control: 'text', type: 'date', name: 'on', id: 'on', label: { text: 'Log no case from' } },
      hint: { text: 'Cases that are open go on, and it can be undone.' },
      value: typed?.on ?? '',
      ...(typed ? { errorMessage: { text: typed.fault } } : {}),
    },
    mayOfferAgain: withdrawnOn !== null,
  };
}

function partWords(part: DesignPart, { definition }: CheckedDesign): string {
  if (part.kind === 'list') return countWords(part.read(definition).length);
  switch (part.key) {
    case 'promise':
      return durationWords(definition.sla.target);
    case 'checklist':
      return countWords(definition.checklist.length);
    case 'fee':
      return definition.fee ? formatMoney(moneyOf(definition.fee.amountPence)) : 'None';
    case 'welsh': {
      const missing = missingWelsh(definition).length;
      return missing === 0 ? 'Complete' : `${missing} to write`;
    }
    default:
      return '';
  }
}

function countWords(count: number): string {
  return count === 0 ? 'None' : String(count);
}
