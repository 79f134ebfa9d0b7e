import type { LeavingCheck } from '../reorganisation/index.js';

/** What capabilities know of debts between authorities: each joins by a line here. */
export const leavingChecks: readonly LeavingCheck[] = [];
