import { defineError } from '../kernel/errors.js';

export const cloneInTheWay = defineError(
  'clone_in_the_way',
  409,
  'There is something at that place already. Name a directory that is empty or not there yet, and on PostgreSQL an empty database.',
);

export const cloneUnderWay = defineError(
  'clone_under_way',
  409,
  'Another "moothall clone" makes a copy in that directory now. Wait until it has ended.',
);
