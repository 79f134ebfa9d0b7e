import type { Answers, AnswerValue } from '../../services/index.js';

/** One field of an edit, as three people see it: when the page was opened, in the store now, and as typed. */
export interface EditedField {
  /** `title`, `priority`, `location` or `answers.<question>`. */
  readonly field: string;
  readonly before: unknown;
  readonly theirs: unknown;
  readonly yours: unknown;
}

export interface MergedEdit {
  /** Fields to save: changed here, and by nobody else to something else. */
  readonly saved: readonly EditedField[];
  /** Fields that two people changed to two things: a person decides. */
  readonly clashes: readonly EditedField[];
}

/** Sorts an edit's fields into those that can be saved and those that clash. What wasn't changed is in neither. */
export function mergeFields(fields: readonly EditedField[]): MergedEdit {
  const mine = fields.filter(({ before, yours, theirs }) => !same(before, yours) && !same(theirs, yours));
  return {
    saved: mine.filter(({ before, theirs }) => same(before, theirs)),
    clashes: mine.filter(({ before, theirs }) => !same(before, theirs)),
  };
}

/** The answers one by one, as fields. */
export function answerFields(before: Answers, theirs: Answers, yours: Answers): EditedField[] {
  const keys = new Set([before, theirs, yours].flatMap((answers) => Object.keys(answers)));
  return [...keys].map((key) => ({
    field: `answers.${key}`,
    before: before[key],
    theirs: theirs[key],
    yours: yours[key],
  }));
}

/** The stored answers with the saved fields in their place; an answer taken back is gone. */
export function withSaved(theirs: Answers, saved: readonly EditedField[]): Answers {
  const answers: Answers = { ...theirs };
  for (const { field, yours } of saved) {
    const key = /^answers\.(.+)$/.exec(field)?.[1];
    if (key === undefined) continue;
    if (yours === undefined) delete answers[key];
    else answers[key] = yours as AnswerValue;
  }
  return answers;
}

/** Whether two values are written alike; the order of an object's keys doesn't count. */
export function same(one: unknown, other: unknown): boolean {
  return written(one) === written(other);
}

function written(value: unknown): string {
  return JSON.stringify(value ?? null, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
