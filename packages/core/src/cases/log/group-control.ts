import { itemHeading, itemLimits, type Question } from '../../services/index.js';
import { answerName, controlFor, labelOf, type ControlContext, type QuestionControl } from './question-control.js';

/** A repeated group as a part of the page: its items, and what adds and takes out one. */
export interface GroupControl {
  readonly id: string;
  readonly legend: string;
  readonly hint: string | undefined;
  readonly error: string | undefined;
  /** "Vehicle", before the item's number. */
  readonly itemName: string;
  readonly min: number;
  readonly max: number;
  readonly items: readonly ItemControl[];
  /** What the script adds: an item whose number stands open, as `itemPlace`. */
  readonly blank: ItemControl;
  /** Undefined: there are as many as may be. */
  readonly add: ItemButton | undefined;
  readonly addText: string;
}

export interface ItemControl extends QuestionList {
  readonly id: string;
  readonly heading: string;
  /** The hidden field that tells the items in their order. */
  readonly name: string;
  readonly place: string;
  /** Undefined: there are no more than must be. */
  readonly remove: ItemButton | undefined;
  readonly removeText: string;
}

/** Questions as they stand on a page. */
export interface QuestionList {
  readonly questions: readonly QuestionView[];
}

/** A question on the page, shown when its condition holds. */
export interface QuestionView {
  readonly key: string;
  /** The condition as JSON, for the script that hides what doesn't apply. */
  readonly showWhen: string | undefined;
  readonly control: QuestionControl;
}

interface ItemButton {
  readonly value: string;
  /** Sent there, the page comes back at the item. */
  readonly formaction: string;
}

/** Stands in the blank item for its number. */
const itemPlace = '__item__';

export function questionView(question: Question, context: ControlContext): QuestionView {
  return {
    key: question.key,
    showWhen: question.showWhen && JSON.stringify(question.showWhen),
    control: controlFor(question, context),
  };
}

/** The id of a group's own element, which an error of the whole group leads to. */
export function groupId({ key }: Pick<Question, 'key'>): string {
  return `answers-${key}`;
}

export function groupControl(group: Question, context: ControlContext): GroupControl {
  const { min, max } = itemLimits(group);
  const least = Math.max(1, min);
  const given = Array.isArray(context.raw) ? (context.raw as unknown[]) : [];
  const raws = Array.from({ length: Math.max(least, given.length) }, (_, index) => given[index]);
  const { itemName = 'item' } = group;
  const mayRemove = raws.length > least;
  return {
    id: groupId(group),
    legend: labelOf(group),
    hint: group.help,
    error: context.errorOf(answerName(group)),
    itemName: itemHeading(group, 0).replace(/ 1$/, ''),
    ...{ min: least, max },
    items: raws.map((raw, index) => itemControl(group, String(index), raw, { ...context, mayRemove })),
    blank: itemControl(group, itemPlace, undefined, { ...context, errorOf: () => undefined, mayRemove: true }),
    add: raws.length < max ? button(group, `add:${group.key}`, context, `-${raws.length}`) : undefined,
    addText: `Add another ${itemName}`,
  };
}

function itemControl(
  group: Question,
  place: string,
  raw: unknown,
  context: ControlContext & { readonly mayRemove: boolean },
): ItemControl {
  const answers = (typeof raw === 'object' && raw !== null ? raw : {}) as Readonly<Record<string, unknown>>;
  const heading = place === itemPlace ? '' : itemHeading(group, Number(place));
  const questions = (group.questions ?? []).map((question) => {
    const inItem = { ...question, key: `${group.key}.${place}.${question.key}` };
    return { ...questionView(inItem, { ...context, raw: answers[question.key] }), key: question.key };
  });
  return {
    id: `${groupId(group)}-${place}`,
    heading,
    name: `${answerName(group)}[]`,
    place,
    questions,
    remove: context.mayRemove ? button(group, `remove:${group.key}:${place}`, context, '') : undefined,
    removeText: `Remove ${heading.charAt(0).toLowerCase()}${heading.slice(1)}`,
  };
}

function button(group: Question, value: string, { action }: ControlContext, end: string): ItemButton {
  return { value, formaction: `${action}#${groupId(group)}${end}` };
}
