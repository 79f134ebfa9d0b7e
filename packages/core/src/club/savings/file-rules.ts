import { defineError } from '../../kernel/errors.js';

/** A verification is of the evidence that was there: once verified, and once withdrawn, nothing of it changes. */
export function filesOpenIn(state: string): boolean {
  return state === 'claimed' || state === 'evidenced';
}

/** Of one saving. */
export const savingFilesAtMost = 50;

/** The first twelve digits, to compare by eye; the API tells all of them. */
export function shortDigest(digest: string): string {
  return digest.slice(0, 12);
}

export const evidenceSettled = defineError(
  'evidence_settled',
  409,
  'The evidence of a verified or withdrawn saving can’t be changed. Take the verification back first.',
);

export const evidenceRemoved = defineError('evidence_removed', 409, 'This file was removed already.');
