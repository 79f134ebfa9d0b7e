import { defineCapability } from '../kernel/capability.js';
import { apiRoutes } from './api.js';
import { answerSurvey } from './commands/answer-survey.js';
import { askSurvey } from './commands/ask-survey.js';
import { drawSurvey } from './commands/draw-survey.js';
import { sendSurvey } from './commands/send-survey.js';
import { deskRoutes } from './desk.js';
import { drawFinished } from './jobs.js';
import { permissions } from './permissions.js';
import { getSurvey, previewSurvey } from './queries.js';
import { residentRoutes } from './resident.js';

export { answerSurvey, askSurvey, drawSurvey, getSurvey, sendSurvey };
export { isDrawn } from './rules.js';
export type { Answer } from './types.js';

/** One question to customers whom the draw chose, and their answers. */
export const satisfaction = defineCapability({
  name: 'satisfaction',
  permissions,
  commands: [answerSurvey, askSurvey, drawSurvey, sendSurvey],
  queries: [getSurvey, previewSurvey],
  routes: [...deskRoutes, ...residentRoutes, ...apiRoutes],
  jobs: [drawFinished],
});
