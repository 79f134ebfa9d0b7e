import { z } from 'zod';
import { line, uuidField } from '../../kernel/input.js';

const Hours = z
  .strictObject({ fromMinute: z.number().int().min(0).max(1439), toMinute: z.number().int().min(1).max(1440) })
  .refine(({ fromMinute, toMinute }) => fromMinute < toMinute, 'Write working hours that end after they begin');

const day = z.array(Hours).max(6).default([]);
const Weekly = z.strictObject({
  ...{ monday: day, tuesday: day, wednesday: day, thursday: day, friday: day, saturday: day, sunday: day },
});

const lgslNumber = z.number('Write numbers of the services list').int().min(1).max(99_999);
const lines = (most: number, length: number, what: string) =>
  z.array(line(length, what)).max(most, `Name at most ${most}`).default([]);

/** What an entry says, whole: what is left out is empty afterwards. */
export const EntryInput = z.strictObject({
  jobTitle: z.union([z.literal(''), line(100, 'the job title')]).default(''),
  telephone: z
    .union([
      z.literal(''),
      line(40, 'the telephone number').regex(/^[+()\d\s-]{3,}(\s*(x|ext\.?)\s*\d+)?$/i, telephoneFix()),
    ])
    .default(''),
  responsibilities: lines(30, 120, 'a responsibility'),
  lgsl: z.array(lgslNumber).max(100, 'Name at most 100 services').default([]),
  covers: lines(50, 80, 'a place'),
  basedAt: z.union([z.literal(''), line(120, 'where they work')]).default(''),
  hours: Weekly.prefault({}),
  languages: lines(20, 40, 'a language'),
  managerId: uuidField.nullable().default(null),
  deputyId: uuidField.nullable().default(null),
});

function telephoneFix(): string {
  return 'Write the telephone number in digits, like 01632 960001 or 01632 960001 ext 12';
}
