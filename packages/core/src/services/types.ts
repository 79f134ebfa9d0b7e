import { z } from 'zod';
import { Condition, Key, Priority } from './form/condition-types.js';
import { Lifecycle } from './flow/lifecycle-types.js';
import { LIFECYCLE_NAMES, namedLifecycle } from './flow/named-lifecycles.js';
import { Question } from './form/question-types.js';

export const TIERS = ['county', 'district', 'unitary'] as const;
export const CHANNELS = ['telephone', 'counter', 'email', 'text', 'web', 'letter', 'chat'] as const;
export const IDENTITY_LEVELS = ['none', 'basic', 'full'] as const;
/** `information-law` is every weekday that is no bank holiday where the law counts (see `workingCalendar`). */
export const CALENDARS = ['office', 'crews', 'always', 'information-law'] as const;
export const SLA_UNITS = ['working-minutes', 'working-hours', 'working-days', 'hours', 'days', 'months'] as const;

/** Whom a service is for: the public, or the councils' own staff, who are customers of a service desk. */
export const AUDIENCES = ['residents', 'staff'] as const;

const Words = z.string().trim().min(1);
const IdentityLevel = z.enum(IDENTITY_LEVELS);

/**
 * An amount of time. Working units are counted in the SLA's calendar, hours and days on the clock. Months end on the
 * corresponding day, as the time limits of data-protection law do (UK GDPR article 12(3)).
 */
const Duration = z.strictObject({ amount: z.number().int().min(1).max(10_000), unit: z.enum(SLA_UNITS) });

export const ClockRestart = z.strictObject({
  status: Key,
  /** Only when it is entered from one of these: coming back from a pause begins nothing new. */
  from: z.array(Key).min(1).optional(),
  target: Duration,
});
export const ClockExtension = z.strictObject({ status: Key, target: Duration });

export const Sla = z.strictObject({
  target: Duration,
  byPriority: z.partialRecord(Priority, Duration).default({}),
  /** Entering one of these statuses starts a new clock with its own target: the second stage of a complaint. */
  restarts: z.array(ClockRestart).default([]),
  /** Entering one of these statuses gives the running clock a longer target, counted from where it began. */
  extends: z.array(ClockExtension).default([]),
  /** Statuses in which the clock stands still. */
  pausesIn: z.array(Key).default([]),
  calendar: z.enum(CALENDARS),
  /** Share of the target used when the case turns amber. */
  amberAtPercent: z.number().int().min(1).max(99).default(75),
});

export const Outcome = z.strictObject({ key: Key, label: Words.max(120), publicLabel: Words.max(300) });

/** One line of routing. The last has no `when` and catches the rest. `team` is a team's key in the directory. */
export const Route = z.strictObject({ when: Condition.optional(), team: Key });

export const PriorityRule = z.strictObject({ when: Condition, priority: Priority });

export const Fee = z.strictObject({
  amountPence: z.number().int().min(1),
  /** What the amount buys: "up to three items". */
  buys: Words.max(120),
  /** A number question, or a group: the fee is the amount times its answer, or times its items. */
  times: Key.optional(),
  waivedWhen: Condition.optional(),
  /** Where the income belongs, as the council's income system has it: "WASTE-410". */
  fundCode: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9][A-Za-z0-9./_-]{0,29}$/, 'Use up to 30 letters, digits, dots, slashes and hyphens')
    .optional(),
});

const Location = z.strictObject({
  kind: z.enum(['none', 'address', 'point', 'either']),
  required: z.boolean().default(false),
});

/** How close and how recent an open case of the service must be to be about the same thing. */
export const Alike = z.strictObject({
  withinM: z.number().int().min(5).max(2000).optional(),
  withinDays: z.number().int().min(1).max(365).optional(),
});

/** A piece of work that each case begins with, or is given when it comes to a status. */
export const TaskTemplate = z.strictObject({
  title: Words.max(200),
  /** The status at which it is made; absent: when the case is logged. */
  at: Key.optional(),
  /** A team's key in the directory, when it is not the case's own team that does it. */
  team: Key.optional(),
  /** Due at the end of so many working days in the SLA's calendar; absent: no day is set. */
  dueInDays: z.number().int().min(1).max(260).optional(),
});

export const MESSAGE_EVENTS = ['logged', 'status', 'closed', 'reopened'] as const;
export const MESSAGE_CHANNELS = ['email', 'text', 'letter'] as const;

/** What is sent to the customer, and when. `template` is a message template's key. */
export const MessageRule = z.strictObject({
  event: z.enum(MESSAGE_EVENTS),
  /** With the event `status`: only when it is this one. */
  status: Key.optional(),
  template: Key,
  channel: z.enum(MESSAGE_CHANNELS),
});

/**
 * A service as published: what is versioned, and never changed after. A lifecycle given by name is written out in full
 * when the definition is read, so that a published version doesn't depend on later releases.
 */
export const ServiceDefinition = z.strictObject({
  key: Key,
  name: Words.max(80),
  /** Heading under which customers look for it: "Bins and recycling". */
  group: Words.max(60),
  /** One sentence in customers' words. */
  summary: Words.max(200),
  /** `staff`: it is in no catalogue for residents, and its cases are colleagues' alone. */
  audience: z.enum(AUDIENCES).default('residents'),
  /** Of a service for staff: the slugs of the councils whose staff it serves, besides its own; none: every council's. */
  staffOf: z.array(Key).max(100).default([]),
  /** Which kinds of authority provide it. */
  tier: z.array(z.enum(TIERS)).min(1),
  /** Local Government Services List ids; none where the list has no entry. */
  lgsl: z.array(z.number().int().positive()).default([]),
  /** Local Government Interactions List id. */
  lgil: z.number().int().min(0).default(0),
  /** Words that customers use for it. */
  keywords: z.array(Words.max(60)).min(1).max(40),
  channels: z
    .array(z.enum(CHANNELS))
    .min(1)
    .default([...CHANNELS]),
  /** The level that the caller's identity check must have reached. */
  identityLevel: z.strictObject({ log: IdentityLevel, disclose: IdentityLevel }),
  /** Restricted: a reason is asked before a case is opened, and lists show only its reference. */
  sensitivity: z.enum(['ordinary', 'restricted']).default('ordinary'),
  form: z.strictObject({ questions: z.array(Question).max(60) }),
  location: Location,
  /** 100 m and 28 days where it doesn't say. */
  alike: Alike.optional(),
  lifecycle: z.union([z.enum(LIFECYCLE_NAMES).transform(namedLifecycle), Lifecycle], {
    error: `Name a lifecycle (${LIFECYCLE_NAMES.join(', ')}) or give {name, statuses, initial, transitions}`,
  }),
  outcomes: z.array(Outcome).min(1).max(20),
  sla: Sla,
  priority: z.array(PriorityRule).default([]),
  routing: z.array(Route).min(1).max(40),
  fee: Fee.optional(),
  tasks: z.array(TaskTemplate).max(30).default([]),
  /** What is ticked off on each case, in its order. */
  checklist: z.array(Words.max(200)).max(30).default([]),
  messages: z.array(MessageRule).max(30).default([]),
  /** What customers read or hear, in Welsh, under the keys that `wordsToTranslate` gives. */
  welsh: z.record(z.string().max(200), Words.max(600)).default({}),
  /** Keys of knowledge articles. */
  relatedArticles: z.array(Key).default([]),
  /** The case's title, with answers in braces: "Missed {bin} bin". */
  summaryTemplate: Words.max(120),
  /** How long cases are kept, as the kernel's retention classes have it. */
  retentionClass: z.enum(['case', 'restricted-case']),
});
export type ServiceDefinition = z.infer<typeof ServiceDefinition>;
export type Audience = (typeof AUDIENCES)[number];
export type Tier = (typeof TIERS)[number];
export type Channel = (typeof CHANNELS)[number];
export type IdentityLevel = z.infer<typeof IdentityLevel>;
export type Duration = z.infer<typeof Duration>;
export type Sla = z.infer<typeof Sla>;
export type Outcome = z.infer<typeof Outcome>;
export type Route = z.infer<typeof Route>;
export type PriorityRule = z.infer<typeof PriorityRule>;
export type Fee = z.infer<typeof Fee>;
export type TaskTemplate = z.infer<typeof TaskTemplate>;
export type MessageRule = z.infer<typeof MessageRule>;

/** Something wrong with a definition: where, as `form.questions.2.showWhen`, and what to do. */
export interface Fault {
  path: string;
  message: string;
}
