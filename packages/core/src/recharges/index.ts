import { defineCapability } from '../kernel/capability.js';
import { apiRoutes } from './api.js';
import { addCorrection } from './commands/add-correction.js';
import { recordCalls } from './commands/record-calls.js';
import { answerDispute } from './commands/answer-dispute.js';
import { disputeLine, withdrawDispute } from './commands/dispute-line.js';
import { draftStatement } from './commands/draft-statement.js';
import { issueStatement } from './commands/issue-statement.js';
import { agreeStatement, settleStatement } from './commands/settle-statement.js';
import { deskRoutes } from './desk.js';
import { draftStatements } from './jobs.js';
import { permissions } from './permissions.js';
import { getStatement, listStatements } from './queries.js';

export { addCorrection, agreeStatement, answerDispute, disputeLine, draftStatement, draftStatements, getStatement };
export { issueStatement, listStatements, recordCalls, settleStatement, withdrawDispute };

/** What councils pay each other for what is done by agreement: a statement a month, disputed line by line. */
export const recharges = defineCapability({
  name: 'recharges',
  permissions,
  commands: [
    ...[draftStatement, recordCalls, addCorrection, issueStatement, disputeLine, withdrawDispute],
    ...[answerDispute, agreeStatement, settleStatement],
  ],
  queries: [listStatements, getStatement],
  routes: [...deskRoutes, ...apiRoutes],
  jobs: [draftStatements],
});
