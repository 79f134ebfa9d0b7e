import type { Occasion } from './types.js';

/** What a template may name in braces, and what stands there. */
export const mergeFields = {
  'customer-name': 'the customer’s name',
  reference: 'the case’s reference',
  service: 'the service’s name',
  status: 'how the case stands, in the words for customers',
  'due-date': 'the date by which it is promised',
  team: 'the team that has it',
  council: 'the council’s name',
  today: 'the date on which the message is written',
  'survey-link': 'the link to the survey’s question, in the words for the survey alone',
  'payment-link': 'the link to pay, in the words for a payment alone, as are the next three',
  amount: 'how much is to be paid',
  'payment-for': 'what it is for',
  'pay-by': 'the last day on which the link can be used',
} as const;
export type MergeField = keyof typeof mergeFields;

/** The value of every field that one message may hold. */
export type MergeValues = Readonly<Partial<Record<MergeField, string>>>;

const fieldsOfContact: readonly MergeField[] = ['customer-name', 'service', 'council', 'today'];
const fieldsOfCase: readonly MergeField[] = [...fieldsOfContact, 'reference', 'status', 'due-date', 'team'];

/** What only the words for a link may name, the link first. */
const fieldsOfLinks: Partial<Record<Occasion, readonly MergeField[]>> = {
  survey: ['survey-link'],
  payment: ['payment-link', 'amount', 'payment-for', 'pay-by'],
};

/** What the words for an occasion may name. */
export function fieldsFor(occasion: Occasion): readonly MergeField[] {
  const ofLink = fieldsOfLinks[occasion];
  return ofLink === undefined ? fieldsOfCase : [...fieldsOfContact, ...ofLink];
}

/** The link that the words for an occasion are there for, and must hold; undefined: they are for none. */
export function linkFieldOf(occasion: Occasion): MergeField | undefined {
  return fieldsOfLinks[occasion]?.[0];
}

/** Every field that there is, those of links last. */
export const everyField: readonly MergeField[] = [...fieldsOfCase, ...Object.values(fieldsOfLinks).flat()];

// Two braces stand for one of themselves; a single one opens or closes a field.
const token = /\{\{|\}\}|\{([^{}]*)\}|[{}]/g;

/** What is wrong with a text's fields, each fault with its fix; empty when it can be filled with these. */
export function fieldFaults(text: string, fields: readonly MergeField[]): string[] {
  const faults = new Set<string>();
  for (const [found, name] of text.matchAll(token)) {
    if (found === '{{' || found === '}}') continue;
    if (name === undefined) faults.add(`Write ${found}${found} for a brace that is not part of a field`);
    else if (!fields.some((field) => field === name.trim()))
      faults.add(`There is no field {${name}} here. Use one of ${fields.map(inBraces).join(', ')}`);
  }
  return [...faults];
}

/**
 * The text with its fields filled, once: a value that holds braces stays as it is.
 * @throws for a text that has `fieldFaults`
 */
export function fillFields(text: string, values: MergeValues): string {
  return text.replace(token, (found: string, name?: string) => {
    if (found === '{{' || found === '}}') return found.charAt(0);
    const field = name?.trim() ?? '';
    const value = isField(field) ? values[field] : undefined;
    if (value === undefined) throw new Error(`${found} is not a merge field, and was not refused when it was saved`);
    return value;
  });
}

/** A filled text, written so that filling it again leaves it as it is. */
export function escapeBraces(text: string): string {
  return text.replace(/[{}]/g, (brace) => brace + brace);
}

/** Whether a text names a field. */
export function namesField(text: string, field: MergeField): boolean {
  return [...text.matchAll(token)].some(([, name]) => name?.trim() === field);
}

export function inBraces(name: string): string {
  return `{${name}}`;
}

function isField(name: string): name is MergeField {
  return Object.hasOwn(mergeFields, name);
}
