import { defineError } from '../../kernel/errors.js';

export const articleKeyTaken = defineError(
  'article_key_taken',
  409,
  'An article with that key is there already, perhaps withdrawn. Change that one, or give this another key.',
);
export const noSuchArticleVersion = defineError(
  'article_version_not_found',
  404,
  'The article has no version of that number. Look at the list of its versions.',
);
