import { z } from 'zod';
import { line } from '../../kernel/input.js';
import { eventKinds } from '../catalogue.js';

/** What is said of a webhook: where to, and what. */
export const webhookFields = {
  address: line(500, 'the address'),
  /** Null: every kind, those that come later too. */
  kinds: z
    .array(z.enum(eventKinds))
    .min(1, 'Choose at least one kind, or all of them')
    .max(eventKinds.length)
    .nullable(),
};
