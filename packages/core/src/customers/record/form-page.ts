import { newId } from '../../kernel/ids.js';
import type { FieldFault } from '../../kernel/errors.js';
import { page, type Reply, type RouteContext } from '../../kernel/route.js';
import type { CheckboxesView, Choice, FieldView, RadiosView } from '../../web/form-components.js';
import type { Link } from '../../web/shell.js';
import type { CustomerRecord } from '../types.js';
import type { HitView } from '../views.js';
import { faultLinks as linksOf, type FaultLink } from '../../web/form-faults.js';

/** What was typed into a form: the fields of a body that were left empty are absent. */
export type Typed = Readonly<Record<string, string | readonly string[] | undefined>>;

type Context = Pick<RouteContext<unknown, unknown, unknown>, 'kernel' | 'visitor'>;
export type Question =
  { readonly field: FieldView } | { readonly radios: RadiosView } | { readonly checkboxes: CheckboxesView };

/** A page that asks a few questions and posts them. */
export interface FormPage {
  readonly heading: string;
  /** The pages above it. */
  readonly above: readonly Link[];
  /** Where Cancel leads. */
  readonly backHref: string;
  readonly lead?: string;
  readonly links: readonly Link[];
  readonly action: string;
  readonly csrfToken: string;
  /** Made for this page, so that sending it twice does the thing once. */
  readonly once: string;
  readonly hidden: readonly { readonly name: string; readonly value: string }[];
  readonly questions: readonly Question[];
  readonly faults: readonly { readonly text: string; readonly href?: string }[];
  readonly buttonText: string;
}

/** Finds records that help whoever has to put something right. */
export type LinksFor = (
  context: RouteContext<unknown, unknown, unknown>,
  customer: CustomerRecord,
  typed: Typed,
  faults: readonly FieldFault[],
) => Promise<readonly Link[]>;

export interface FormSpec {
  readonly heading: string;
  /** The pages above it, from the one in the navigation down; the last is where Cancel leads. */
  readonly above: readonly [Link, ...Link[]];
  readonly lead?: string;
  /** Records that help to answer. */
  readonly links?: readonly Link[];
  readonly action: string;
  readonly hidden?: Readonly<Record<string, string>>;
  readonly questions: readonly Question[];
  readonly faults?: readonly FieldFault[];
  readonly buttonText: string;
  /** Where the page stands in the desk's navigation; among the customers, unless told otherwise. */
  readonly nav?: string;
  readonly status?: number;
}

export const customersLink: Link = { text: 'Customers', href: '/desk/customers' };

/** The pages above one about a part of a customer's record. */
export function aboveCustomer({ id, displayName }: Pick<CustomerRecord, 'id' | 'displayName'>): [Link, Link] {
  return [customersLink, { text: displayName, href: `/desk/customers/${id}` }];
}

/** The page of a form; 422 when it comes back with faults. */
export function formPage(context: Context, spec: FormSpec): Reply {
  const { heading, above, lead, action, questions, buttonText, faults = [] } = spec;
  const model: FormPage = {
    heading,
    above,
    backHref: (above.at(-1) ?? above[0]).href,
    ...(lead === undefined ? {} : { lead }),
    links: spec.links ?? [],
    action,
    csrfToken: context.visitor.session?.csrfToken ?? '',
    once: newId(context.kernel.clock, context.kernel.random),
    hidden: Object.entries(spec.hidden ?? {}).map(([name, value]) => ({ name, value })),
    questions,
    faults: faultLinks(faults),
    buttonText,
  };
  const status = spec.status ?? (faults.length > 0 ? 422 : 200);
  return page('/customers/views/form', model, { title: heading, nav: spec.nav ?? 'customers', status });
}

/** Each fault beside a link to its question. `address.line` and `changes.lastName` are asked as `line` and `lastName`. */
export function faultLinks(faults: readonly FieldFault[]): FaultLink[] {
  return linksOf(faults, idOf);
}

function idOf(field: string): string {
  const parts = field.split('.').filter((part) => !/^\d+$/.test(part));
  return parts.at(-1) ?? field;
}

/** The words for one question that came back. */
export function faultOf(faults: readonly FieldFault[], name: string): { readonly text: string } | undefined {
  const fault = faults.find(({ field }) => idOf(field) === name);
  return fault && { text: fault.message };
}

/** Makes the questions of one form from what was typed and what was wrong with it. */
export function questionsOf(typed: Typed, faults: readonly FieldFault[]) {
  const common = (name: string, text: string, hint: string | undefined) => ({
    name,
    label: { text },
    ...(hint === undefined ? {} : { hint: { text: hint } }),
    errorMessage: faultOf(faults, name),
  });
  return {
    /** Whether something was typed for it, or said of it. */
    isNamed: (name: string): boolean => textOf(typed, name) !== '' || faultOf(faults, name) !== undefined,
    text: (name: string, label: string, more: Partial<FieldView> & { hintText?: string } = {}): Question => {
      const { hintText, ...rest } = more;
      const value = textOf(typed, name);
      const field = { autocomplete: 'off', ...rest, ...common(name, label, hintText), value, control: 'text' };
      return { field: field as FieldView };
    },
    longText: (name: string, label: string, hint?: string): Question => ({
      field: { ...common(name, label, hint), control: 'textarea', rows: 3, value: textOf(typed, name) },
    }),
    select: (name: string, label: string, words: Readonly<Record<string, string>>, first?: string): Question => ({
      field: {
        ...common(name, label, undefined),
        control: 'select',
        items: optionsOf(words, first),
        value: textOf(typed, name),
      },
    }),
    radios: (name: string, legend: string, items: readonly Choice[]): Question => ({
      radios: {
        name,
        items,
        value: textOf(typed, name),
        fieldset: { legend: { text: legend } },
        errorMessage: faultOf(faults, name),
      },
    }),
    checkboxes: (name: string, legend: string, words: Readonly<Record<string, string>>): Question => ({
      checkboxes: {
        name: `${name}[]`,
        idPrefix: name,
        items: optionsOf(words),
        values: listOf(typed, name),
        fieldset: { legend: { text: legend } },
        errorMessage: faultOf(faults, name),
      },
    }),
  };
}

export function optionsOf(words: Readonly<Record<string, string>>, first?: string): { value: string; text: string }[] {
  const options = Object.entries(words).map(([value, text]) => ({ value, text }));
  return first === undefined ? options : [{ value: '', text: first }, ...options];
}

export function textOf(typed: Typed, name: string): string {
  const value = typed[name];
  return typeof value === 'string' ? value : (value?.[0] ?? '');
}

/** The ticked boxes of a question; a page of choices sends them as one text. */
export function listOf(typed: Typed, name: string): string[] {
  const value = typed[name] ?? [];
  return (typeof value === 'string' ? [value] : value).flatMap((one) => one.split(',')).filter((one) => one !== '');
}

/** What was typed, without the boxes left empty, spaces around it, and the names that the form itself needs. */
export function typedIn(body: unknown): Typed {
  const fields = typeof body === 'object' && body !== null ? Object.entries(body as Record<string, unknown>) : [];
  const kept: Record<string, string | string[]> = {};
  for (const [name, value] of fields) {
    if (name === '_csrf') continue;
    if (typeof value === 'string' && value.trim() !== '') kept[name] = value.trim();
    if (Array.isArray(value)) kept[name] = value.filter((one): one is string => typeof one === 'string' && one !== '');
  }
  return kept;
}

/** Customers to choose one of. */
export function hitChoices(hits: readonly HitView[]): Choice[] {
  return hits.map(({ id, name, about }) => ({ value: id, text: name, ...(about ? { hint: { text: about } } : {}) }));
}
