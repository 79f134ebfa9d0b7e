import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';
import { GivenContacts, NewAuthority } from '../authorities/index.js';
import { WEEKDAYS } from '../kernel/date-words.js';
import { badInput } from '../kernel/errors.js';
import { line, longText, parseInput } from '../kernel/input.js';

const week = 'monday|tuesday|wednesday|thursday|friday|saturday|sunday';
const spanPattern = new RegExp(`^(${week})(?:-(${week}))? ([0-2]\\d):([0-5]\\d)-([0-2]\\d):([0-5]\\d)$`);

/** "monday-friday 09:00-17:00" */
const openSpan = z.string().regex(spanPattern, 'Write hours as monday-friday 09:00-17:00').transform(readSpan);

export interface OpenSpan {
  readonly days: readonly (typeof WEEKDAYS)[number][];
  readonly fromMinute: number;
  readonly toMinute: number;
}

function readSpan(text: string): OpenSpan {
  const [, from = '', to = from, ...clock] = spanPattern.exec(text) ?? [];
  const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = clock.map(Number);
  const named = WEEKDAYS as readonly string[];
  const days = WEEKDAYS.slice(named.indexOf(from), named.indexOf(to) + 1);
  return { days, fromMinute: fromHour * 60 + fromMinute, toMinute: toHour * 60 + toMinute };
}

const { slug, name, tier, referencePrefix, brandColour, gssCode } = NewAuthority.shape;

/** What `moothall authority join` reads: everything that a council needs to begin. */
export const JoiningFile = z.strictObject({
  slug,
  name,
  shortName: line(40).optional(),
  tier,
  /** Left out: the partnership's. */
  nation: NewAuthority.shape.nation.optional(),
  referencePrefix,
  /** Left out: the partnership's. */
  brandColour: brandColour.optional(),
  gssCode,
  /** The slug of the county that it lies in. */
  within: line(40).optional(),
  languages: NewAuthority.shape.languages.unwrap().optional(),
  /** Those left out follow the partnership. */
  settings: GivenContacts.default({}),
  hours: z
    .strictObject({ office: z.array(openSpan).min(1).optional(), crews: z.array(openSpan).min(1).optional() })
    .default({}),
  lines: z
    .array(
      z.strictObject({
        telephone: z
          .string()
          .regex(/^\+[1-9]\d{6,14}$/, 'Write the number with its country code and in quotes, such as "+441632960100"'),
        name: line(80),
        openingWords: line(300),
      }),
    )
    .default([]),
  teams: z
    .array(
      z.strictObject({
        key: z.string().regex(/^[a-z][a-z0-9-]{1,60}$/, 'Use small letters, digits and hyphens, such as waste'),
        name: line(80),
        purpose: longText(500),
      }),
    )
    .default([]),
  administrator: z.strictObject({ signInName: line(100), name: line(120) }),
});
export type JoiningFile = z.output<typeof JoiningFile>;

/** @throws bad_input naming each field that needs another look */
export function readJoiningFile(text: string): JoiningFile {
  return parseInput(JoiningFile, readYaml(text));
}

function readYaml(text: string): unknown {
  try {
    return parse(text) as unknown;
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    throw badInput({
      faults: [{ field: `line ${error.linePos?.[0].line ?? 1}`, message: 'Write this as YAML' }],
      cause: error,
    });
  }
}
