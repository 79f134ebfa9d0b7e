import { badInput, defineError, type AppError } from '../../kernel/errors.js';

export const entryChangeDecided = defineError(
  'entry_change_decided',
  409,
  'Somebody else has decided this correction. The list shows what waits.',
);

export function faultIn(field: string, message: string): AppError {
  return badInput({ faults: [{ field, message }] });
}
