import { z } from 'zod';
import { uuidField } from '../../kernel/input.js';
import { bulkAtMost, type SeenCase } from './bulk-input.js';

/** `<id>.<version>`: the case as the page showed it. */
const Seen = z
  .string()
  .regex(/^[0-9a-f-]{36}\.\d{1,9}$/)
  .transform((text): SeenCase => {
    const [id = '', version = ''] = text.split('.');
    return { id, version: Number(version) };
  });

function oneOrMore<S extends z.ZodType>(schema: S) {
  return z.union([schema.transform((one) => [one]), z.array(schema).max(bulkAtMost)]).default([]);
}

/** The queue as it was shown, to come back to. */
export const back = z.string().max(2000).default('/desk/queue');

/** What the queue's bar asks a page with: ids of cases. */
export const ChosenFields = { back, case: oneOrMore(uuidField) };

/** What the page's form sends back: the cases as they were shown, under one batch. */
export const SeenFields = { back, batch: uuidField, case: oneOrMore(Seen) };
