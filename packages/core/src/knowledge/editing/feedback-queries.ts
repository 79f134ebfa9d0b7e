import { z } from 'zod';
import { defineQuery } from '../../kernel/query.js';
import { listUnsettledFeedback } from './feedback-repository.js';

/** What advisers found wrong or unclear and no editor has settled yet, oldest first. */
export const listFeedback = defineQuery({
  name: 'knowledge.list-feedback',
  permission: 'knowledge.edit',
  input: z.strictObject({}),
  run: (context) => listUnsettledFeedback(context.db),
});
