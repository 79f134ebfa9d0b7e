import { z } from 'zod';
import { TIERS } from '../services/index.js';

/**
 * How a contact about the article usually ends: answered on the call, logged as a case,
 * or passed to the person who can deal with it.
 */
export const OUTCOME_HINTS = ['answer', 'log', 'pass'] as const;

const key = z
  .string()
  .max(60)
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'Use lower-case words joined by hyphens, like missed-bin');

/** Printed as it stands, so markup in it would reach the adviser's screen as stray characters. */
const plainText = (maxLength: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(maxLength)
    .refine((text) => !/\*\*|__|`|\]\(|<\/?[a-z]|^\s*(#|[-*] )/i.test(text), 'Write plain text, without markup');

const factCondition = z.union(
  [
    z.strictObject({ fact: key, is: z.string().min(1) }),
    z.strictObject({ fact: key, isNot: z.string().min(1) }),
    z.strictObject({ fact: key, in: z.array(z.string().min(1)).min(1) }),
    z.strictObject({ fact: key, known: z.boolean() }),
  ],
  { error: 'Name the fact and give one test of it: is, isNot, in or known' },
);

const scriptStep = z.strictObject({
  text: plainText(300),
  say: plainText(500).optional(),
  ask: plainText(200).optional(),
  when: factCondition.optional(),
  showFact: key.optional(),
});

const script = z.strictObject({ steps: z.array(scriptStep).min(1).max(12) });

const bodySection = z
  .strictObject({
    heading: plainText(100).optional(),
    paragraphs: z.array(plainText(1000)).min(1).optional(),
    items: z.array(plainText(400)).min(1).optional(),
  })
  .refine((section) => section.paragraphs ?? section.items, 'Give the section paragraphs or items');

const body = z.array(bodySection).min(1);

const title = plainText(90);
const summary = plainText(240);

/** One authority's own wording; what it leaves out is taken from the article. */
const variant = z
  .strictObject({ authority: key, summary: summary.optional(), script: script.optional(), body: body.optional() })
  .refine((own) => own.summary ?? own.script ?? own.body, 'Give the variant a summary, script or body of its own');

/** What an adviser reads: a script to follow on a call, and the background behind it. */
export const knowledgeArticle = z
  .strictObject({
    key,
    title,
    summary,
    keywords: z.array(z.string().trim().min(2).max(60)).min(3).max(30),
    audience: z.array(z.enum(TIERS)).min(1),
    lgsl: z.array(z.number().int().min(0).max(9999)),
    serviceKey: key.optional(),
    script,
    body,
    outcomeHint: z.enum(OUTCOME_HINTS),
    effectiveOn: z.iso.date(),
    reviewOn: z.iso.date(),
    ownerTeam: key,
    variants: z.array(variant).optional(),
    welsh: z.strictObject({ title, summary, script, body }).optional(),
  })
  .refine((article) => article.effectiveOn < article.reviewOn, {
    path: ['reviewOn'],
    error: 'Enter a review date after the date the article takes effect',
  })
  .refine((article) => noneRepeated(article.variants?.map((own) => own.authority) ?? []), {
    path: ['variants'],
    error: 'Give each authority one variant',
  });

/**
 * A knowledge article as an editor writes it and a pack carries it.
 *
 * `lgsl` holds identifiers from the Local Government Service List and may be empty. `serviceKey` names the service
 * whose form the adviser opens from the article. Dates are local dates in Europe/London.
 */
export type KnowledgeArticle = z.infer<typeof knowledgeArticle>;

/** One instruction of a script. Without `when` it always shows; `showFact` prints the fact's value beside it. */
export type ScriptStep = z.infer<typeof scriptStep>;

/**
 * A test of one live fact about the property or the day, for instance `{ fact: 'assisted-bin', is: 'yes' }`. It is
 * also a condition of the service catalogue, so an unknown fact satisfies only `known: false`.
 */
export type FactCondition = z.infer<typeof factCondition>;

export type Script = z.infer<typeof script>;
export type BodySection = z.infer<typeof bodySection>;

function noneRepeated(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}
