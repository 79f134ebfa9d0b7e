import { capitalised } from '../../kernel/capitalised.js';
import type { FieldFault } from '../../kernel/errors.js';
import { nameOf, neighbour, type Entry } from './apply-part.js';
import { controlId, controlOf, type DesignControl } from './design-controls.js';
import { typedOf, type DesignField, type Typed } from './design-fields.js';
import { valueAt, type DesignWorld, type Item, type ListPart, type DesignPart } from './design-part.js';
import type { CheckedDesign } from './design-queries.js';
import { placeOfFault } from './design-parts.js';
import { hrefOfDesign } from './design-views.js';
import { faultLinks, type FaultLink } from '../../web/form-faults.js';

interface PartPage {
  readonly name: string;
  readonly designHref: string;
  readonly title: string;
  readonly intro: string;
  readonly csrfToken: string;
  readonly version: number;
  readonly action: string;
  /** What the checks find here. */
  readonly problems: readonly { readonly text: string; readonly href: string }[];
}

/** A list of the designer, its entries in their order. */
export interface PartListPage extends PartPage {
  readonly one: string;
  readonly headings: readonly string[];
  readonly rows: readonly {
    readonly cells: readonly string[];
    readonly href: string;
    readonly index: number;
    readonly isFirst: boolean;
    readonly isLast: boolean;
  }[];
  readonly newHref: string;
}

/** A form of the designer: a part, or an entry of one. */
export interface PartFormPage extends PartPage {
  readonly heading: string;
  readonly backHref: string;
  readonly backText: string;
  readonly faults: readonly FaultLink[];
  /** What tells the entry, should others move it meanwhile. */
  readonly base: string;
  readonly controls: readonly DesignControl[];
  readonly isConflict: boolean;
  /** Where somebody else's words differ from what was typed here. */
  readonly theirs: readonly { readonly label: string; readonly theirs: string }[];
}

export interface PartInput {
  readonly design: CheckedDesign;
  readonly csrfToken: string;
}

export function partListPage(part: ListPart, { design, csrfToken }: PartInput): PartListPage {
  const { definition, id } = design;
  const items = part.read(definition);
  return {
    ...partPage(part, design, csrfToken),
    action: hrefOfDesign(id, part.key),
    one: part.one,
    headings: part.headings,
    rows: items.map((item, index) => ({
      cells: part.cells(definition, item),
      href: hrefOfDesign(id, part.key, index + 1),
      index,
      isFirst: neighbour(part, items, index, 'up') === undefined,
      isLast: neighbour(part, items, index, 'down') === undefined,
    })),
    newHref: hrefOfDesign(id, part.key, 'new'),
  };
}

export interface PartFormInput extends PartInput {
  readonly entry: Entry;
  readonly item: Item;
  readonly world: DesignWorld;
  /** Undefined: as it stands. */
  readonly typed?: Typed | undefined;
  readonly faults?: readonly FieldFault[];
  readonly isConflict?: boolean;
}

export function partFormPage(part: DesignPart, input: PartFormInput): PartFormPage {
  const { design, csrfToken, entry, item, world, faults = [], isConflict = false } = input;
  const { definition, id } = design;
  const fields = part.fields(definition, world);
  const stored: Typed = Object.assign({}, ...fields.map((field) => typedOf(field, valueAt(item, field.name)))) as Typed;
  const typed = input.typed ?? stored;
  const context = { typed, faults, definition, world, value: (name: string) => valueAt(item, name) };
  const isList = part.kind === 'list';
  const number = typeof entry === 'number' ? entry + 1 : entry;
  return {
    ...partPage(part, design, csrfToken),
    action: hrefOfDesign(id, part.key, number),
    heading: isList ? (entry === 'new' ? `New ${part.one}` : `${capitalised(part.one)} ${number}`) : part.title,
    backHref: isList ? hrefOfDesign(id, part.key) : hrefOfDesign(id),
    backText: isList ? part.title : design.name,
    faults: faultLinks(faults, controlId),
    base: typeof entry === 'number' ? nameOf(item) : '',
    controls: fields.map((field) => controlOf(field, context)),
    isConflict,
    theirs: isConflict ? differences(fields, stored, typed) : [],
  };
}

function partPage(part: DesignPart, design: CheckedDesign, csrfToken: string): Omit<PartPage, 'action'> {
  const { definition, id, name, version, faults } = design;
  return {
    ...{ name, version, csrfToken, title: part.title, intro: part.intro, designHref: hrefOfDesign(id) },
    problems: faults.flatMap(({ path, message }) => {
      const place = placeOfFault(path, definition);
      return place.part === part.key ? [{ text: message, href: hrefOfDesign(id, place.part, place.entry) }] : [];
    }),
  };
}

/** Where what stands there now differs from what was typed, by the field's label. */
function differences(fields: readonly DesignField[], stored: Typed, typed: Typed): PartFormPage['theirs'] {
  return fields.flatMap(({ name, label }) => {
    const theirs = wordsUnder(name, stored);
    return theirs === wordsUnder(name, typed) ? [] : [{ label, theirs: theirs || 'Nothing' }];
  });
}

function wordsUnder(name: string, typed: Typed): string {
  const names = Object.keys(typed).filter((one) => one === name || one.startsWith(`${name}.`));
  const isWord = (word: string): boolean => word !== '';
  return names
    .sort()
    .flatMap((one) => [typed[one] ?? ''].flat())
    .filter(isWord)
    .join(', ');
}
