import { z } from 'zod';
import { line, longText } from '../kernel/input.js';
import { isLocalDate } from '../kernel/local-date.js';
import { knowledgeArticle } from '../knowledge/index.js';
import { Priority, ServiceDefinition, STOP_OUTCOMES } from '../services/index.js';

const Key = ServiceDefinition.shape.key;
const Day = z.string().refine(isLocalDate, 'Write the day as 2026-11-23');
const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write the time as 16:30, in quotes');

/** A team that the service or an article names. The council says which of its own it is. */
const PackTeam = z.strictObject({
  name: line(80),
  /** What it does, in customers' words. */
  does: longText(500),
});

/** What a connection's settings in `moothall.yaml` need for this service; the operator puts it there. */
const PackConnection = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9]{0,39}$/i, 'Name it by letters and digits, such as wasteDepot'),
  /** What it is for, and what the council has to fill in. */
  about: line(500),
  /** A package, such as `@moothall/adapter-open311`. */
  use: z.string().regex(/^@?[a-z0-9][a-z0-9._/-]{0,200}$/, 'Name the package, such as @moothall/adapter-open311'),
  settings: z.record(z.string().max(100), z.unknown()).default({}),
});

/** Answers as somebody gives them on a day, and what becomes of them. What `gives` leaves out of the case isn't looked at. */
const FormTest = z.strictObject({
  title: line(200),
  /** When the answers are given, and the case logged. */
  on: Day,
  at: Time.default('10:00'),
  answers: z.record(z.string().max(100), z.unknown()),
  /** Left out: it isn't looked at. null: none is given. */
  location: z.unknown().optional(),
  facts: z.record(Key, z.string().max(200)).default({}),
  areas: z.array(z.string().max(100)).max(20).default([]),
  gives: z
    .strictObject({
      /** The questions (or `location`) whose answers are refused. Left out: everything is accepted. */
      faults: z.array(z.string().max(200)).max(60).optional(),
      /** Why the form stops, in its order. Left out: it goes on to its end. */
      stops: z.array(z.enum(STOP_OUTCOMES)).max(20).optional(),
      /** Of the case. */
      title: line(120).optional(),
      priority: Priority.optional(),
      /** By the pack's own keys. */
      team: Key.optional(),
      feePence: z.number().int().min(0).optional(),
      /** By the usual hours (9 to 5; crews 7 to half past 3) and England's bank holidays; `due: none` where none is set. */
      due: z
        .string()
        .regex(/^(none|\d{4}-\d\d-\d\d [0-2]\d:[0-5]\d)$/, 'Write when it is due as 2026-11-25 15:30, or none')
        .optional(),
    })
    .default({}),
});

/** Words that somebody types, and the article of the pack that a search of its articles finds first. */
const SearchTest = z.strictObject({ words: line(300), finds: Key });

/** Everything of a pack but its service, which `readDefinition` checks. */
export const PackFile = z.strictObject({
  'moothall-pack': z.literal(1, 'Write 1: this Moothall reads the first version of the format'),
  /** What it is installed as; a later version has the same name. */
  name: Key,
  version: z.string().regex(/^\d{1,4}\.\d{1,4}\.\d{1,4}$/, 'Number it as 1.0.0, in quotes where needed'),
  title: line(120),
  /** Whom to ask. */
  by: line(120).optional(),
  /** By its SPDX name: CC0-1.0. */
  licence: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.+-]{0,60}$/, 'Name the licence as SPDX does, such as CC0-1.0'),
  about: longText(2000).optional(),
  teams: z.record(Key, PackTeam),
  service: z.unknown(),
  articles: z.array(knowledgeArticle).max(40).default([]),
  connections: z.array(PackConnection).max(10).default([]),
  tests: z
    .strictObject({
      form: z.array(FormTest).max(100).default([]),
      search: z.array(SearchTest).max(100).default([]),
    })
    .default({ form: [], search: [] }),
});

/**
 * A service as councils exchange it, in one file: form, lifecycle, promise, articles with their scripts, what a connection
 * needs, and the tests that show it. `teams` holds each key that the service or an article names.
 */
export type Pack = Omit<z.output<typeof PackFile>, 'service'> & { readonly service: ServiceDefinition };
export type PackConnection = Pack['connections'][number];
export type FormTest = Pack['tests']['form'][number];

/** Of a pack, what a council has once it is installed: what is compared, kept and brought up to date. */
export interface PackContent {
  readonly service?: Pack['service'] | undefined;
  readonly articles: Pack['articles'];
}

/** Which of the council's teams stands for each of the pack's, where it isn't the one of the same key. */
export type TeamsChosen = Readonly<Record<string, string>>;
