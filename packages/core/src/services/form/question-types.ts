import { z } from 'zod';
import { Condition, Key } from './condition-types.js';

export const QUESTION_TYPES = [
  'text',
  'long-text',
  'number',
  'money',
  'yes-no',
  'choice',
  'choices',
  'date',
  'time',
  'email',
  'telephone',
  'address',
  'point',
  'file',
  'group',
] as const;
export type QuestionType = (typeof QUESTION_TYPES)[number];

export const STOP_OUTCOMES = ['not-ours', 'emergency', 'too-early', 'already-known'] as const;
export type StopOutcome = (typeof STOP_OUTCOMES)[number];

const Words = z.string().trim().min(1);

/** One thing to choose. `inTitle` replaces the label in the case's title, where the label reads badly there. */
const Option = z.strictObject({ value: Key, label: Words.max(120), inTitle: Words.max(60).optional() });
export type Option = z.infer<typeof Option>;

/** What to tell the customer instead of going on, and why. See `findStops`. */
export const Stop = z.strictObject({ when: Condition, say: Words.max(600), outcome: z.enum(STOP_OUTCOMES) });
export type Stop = z.infer<typeof Stop>;

const Prefill = z.union(
  [
    z.enum(['customer.name', 'customer.telephone', 'customer.email', 'customer.address', 'property.uprn']),
    z.templateLiteral(['property.fact.', Key]),
  ],
  {
    error:
      'Prefill from customer.name, customer.telephone, customer.email, customer.address, property.uprn or property.fact.<name>',
  },
);
export type Prefill = z.infer<typeof Prefill>;

/** What every question has. Which fields go with which type is checked by `checkDefinition`. */
const Asked = z.strictObject({
  key: Key,
  /** As asked on the page and read out by an adviser. */
  label: Words.max(200),
  /** How an error names the answer after "Enter", "Choose" or "Say": "the colour of the bin". The label when absent. */
  called: Words.max(100).optional(),
  type: z.enum(QUESTION_TYPES),
  required: z.boolean().default(false),
  help: Words.max(500).optional(),
  options: z.array(Option).min(2).max(60).optional(),
  /** Smallest number, pence of money, or count of choices, files and items. */
  min: z.number().optional(),
  /** Largest number, pence of money, or count of choices, files and items. */
  max: z.number().optional(),
  /** Decimal places that a number may have; 0 when absent. */
  decimals: z.number().int().min(0).max(6).optional(),
  /** A date on this side of today; today is on both. */
  within: z.enum(['past', 'future']).optional(),
  /** Characters (code points); 200 for text and 2,000 for long text when absent. */
  maxLength: z.number().int().min(1).max(10_000).optional(),
  /** A regular expression that the whole text must match. */
  pattern: z.string().min(1).max(200).optional(),
  /** The whole error when the text doesn't match: "Enter the registration, like AB12 CDE". */
  patternHelp: Words.max(200).optional(),
  /** Looks only at answers to earlier questions. */
  showWhen: Condition.optional(),
  prefill: Prefill.optional(),
  /** A text that is chosen, once asked, from what the system in which the work is done offers there; else it is typed. */
  fedBy: z.enum(['slots', 'assets']).optional(),
  stops: z.array(Stop).default([]),
  /** What the answer is to data protection: special is UK GDPR article 9 or 10. Never assumed. */
  personal: z.enum(['personal', 'special', 'none']),
});

/** One question of a service's form. A group holds questions of its own, asked again for each item. */
export const Question = Asked.extend({
  /** What a group asks of each item; their keys are unlike every other of the form. */
  questions: z.array(Asked).min(1).max(12).optional(),
  /** What one of a group is called in headings and errors: "vehicle"; "item" when absent. */
  itemName: Words.max(40).optional(),
});
export type Question = z.infer<typeof Question>;

/** An address as answered. `uprn` has no leading zeros; absent when typed by hand. */
export interface AddressAnswer {
  uprn?: string;
  text: string;
  postcode?: string;
}

/** A place as answered: WGS84 degrees, words that describe it, or both. */
export interface PointAnswer {
  lat?: number;
  long?: number;
  description?: string;
}

/** The answers to a group's questions for one item, by question. */
export type GroupItem = Record<string, PlainAnswer>;

/**
 * A typed answer to one question. Money is whole pence; dates 'YYYY-MM-DD'; times 'HH:MM'; telephone E.164 (with `;ext=` where given);
 * choices in the form's order; files are ids that the documents port gave.
 */
export type PlainAnswer = string | number | boolean | string[] | AddressAnswer | PointAnswer;
/** A typed answer; a group's is its items, at least one. */
export type AnswerValue = PlainAnswer | GroupItem[];
export type Answers = Record<string, AnswerValue>;
