import { z } from 'zod';

/** A stable id in the catalogue: lower-case words joined by hyphens, at most 64 characters. */
export const Key = z
  .string()
  .max(64)
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, {
    error: 'Use lower-case words joined by hyphens, like missed-bin',
  });

/** Local wall-clock time in Europe/London, 'HH:MM'. */
export const LocalTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'Give the time as HH:MM, like 16:30' });

export const PRIORITIES = ['urgent', 'high', 'normal', 'low'] as const;
export const Priority = z.enum(PRIORITIES);
export type Priority = z.infer<typeof Priority>;

const Scalar = z.union([z.string(), z.number(), z.boolean()]);
const Days = z.number().int();
const Is = { is: Scalar };
const IsNot = { isNot: Scalar };
const In = { in: z.array(Scalar).min(1) };

const AnswerCondition = z.union([
  z.strictObject({ question: Key, ...Is }),
  z.strictObject({ question: Key, ...IsNot }),
  z.strictObject({ question: Key, ...In }),
  z.strictObject({ question: Key, answered: z.boolean() }),
  z.strictObject({ question: Key, atLeast: z.number() }),
  z.strictObject({ question: Key, atMost: z.number() }),
  z.strictObject({ question: Key, daysAgo: z.strictObject({ atLeast: Days.optional(), atMost: Days.optional() }) }),
]);

const FactCondition = z.union([
  z.strictObject({ fact: Key, ...Is }),
  z.strictObject({ fact: Key, ...IsNot }),
  z.strictObject({ fact: Key, ...In }),
  z.strictObject({ fact: Key, known: z.boolean() }),
]);

const TimeCondition = z.strictObject({
  localTime: z.union([z.strictObject({ from: LocalTime }), z.strictObject({ before: LocalTime })]),
});

const AreaCondition = z.strictObject({ area: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]) });

const PriorityCondition = z.strictObject({ priority: z.union([Priority, z.array(Priority).min(1)]) });

/** Looks at one answer. An unanswered or hidden question satisfies only `answered: false`. */
export type AnswerCondition = z.infer<typeof AnswerCondition>;
/** Looks at one dated fact of the property, like `collection-state`. An unknown fact satisfies only `known: false`. */
export type FactCondition = z.infer<typeof FactCondition>;

/**
 * One thing that is true or false of what was answered and what is known.
 * `all: []` can't be written, so a condition always says something.
 */
export type Condition =
  | AnswerCondition
  | FactCondition
  | z.infer<typeof TimeCondition>
  | z.infer<typeof AreaCondition>
  | z.infer<typeof PriorityCondition>
  | { all: Condition[] }
  | { any: Condition[] };

const Conditions = z.lazy(() => z.array(Condition).min(1));

export const Condition: z.ZodType<Condition> = z.union(
  [
    AnswerCondition,
    FactCondition,
    TimeCondition,
    AreaCondition,
    PriorityCondition,
    z.strictObject({ all: Conditions }),
    z.strictObject({ any: Conditions }),
  ],
  {
    error:
      'A condition is one of: {question, is | isNot | in | answered | atLeast | atMost | daysAgo}, ' +
      '{fact, is | isNot | in | known}, {localTime: {from | before}}, {area}, {priority}, {all: […]}, {any: […]}',
  },
);
