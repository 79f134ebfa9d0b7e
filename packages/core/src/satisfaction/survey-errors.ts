import { defineError } from '../kernel/errors.js';

export const notDrawn = defineError(
  'survey_not_drawn',
  409,
  'This contact was not drawn for the survey. Only drawn contacts are asked.',
);
export const surveyAnswered = defineError('survey_answered', 409, 'The customer has answered already.');
export const surveyUnwanted = defineError(
  'survey_unwanted',
  409,
  'The customer withdrew their consent to surveys. Nothing is sent to them.',
);
export const withoutOrigin = defineError(
  'survey_without_address',
  409,
  'No link can be sent: this installation’s own address is not set. An operator sets “origin” in moothall.yaml.',
);
export const surveyLinkSpent = defineError(
  'survey_link_spent',
  404,
  'This link has been used, or is too old. There is nothing more to do.',
);
