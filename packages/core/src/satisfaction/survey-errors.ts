import { defineError } from '../kernel/errors.js';

export const notDrawn = defineError(
  'survey_not_drawn',
  409,
  'This contact was not drawn for the survey. Only drawn contacts are asked.',
);
export const surveyAnswered = defineError('survey_answered', 409, 'The customer has answered already.');
export const surveyLinkSpent = defineError(
  'survey_link_spent',
  404,
  'This link has been used, or is too old. There is nothing more to do.',
);
