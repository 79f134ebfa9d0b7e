import { z } from 'zod';
import { readContactSettings, type ContactValues } from '../authorities/index.js';
import { channels } from '../interactions/index.js';
import { DAY_MS, type Instant, type LocalDate } from '../kernel/clock.js';
import type { Reads } from '../kernel/db/database.js';
import { badInput, notFound } from '../kernel/errors.js';
import { uuidField } from '../kernel/input.js';
import { addDays, daysBetween, isLocalDate } from '../kernel/local-date.js';
import { startOfDay } from '../kernel/london-time.js';
import { defineQuery, type QueryContext } from '../kernel/query.js';
import { everyAuthority, isInScope } from '../kernel/scope.js';
import { STOP_OUTCOMES } from '../services/index.js';
import { answeredBy, definitions, shareIn, type Answered, type Definition } from './definitions.js';
import { countEachDay, groupSums, wholeSum, type CountedDay } from './count-by-day.js';
import { daysOf, figureDays, reasonCounts } from './figure-days.js';
import {
  avoidableQuestion,
  callBacksQuestion,
  columnOf,
  inTimeQuestion,
  outcomesQuestion,
  printQuestion,
  repeatsQuestion,
  surveyQuestion,
  waitsQuestion,
  type Counts,
  type Question,
} from './figures-repository.js';
import { stepLength } from './trend-steps.js';
import { waitsOf, waitSteps } from './waits.js';
import { withheldIfFew } from './share-words.js';
import {
  groupings,
  isGrouped,
  type Figure,
  type FigureFilter,
  type FigureGroup,
  type Figures,
  type Grouping,
  type StopCount,
  type ToldShare,
} from './types.js';

/** A page has room for a table of so many days. */
const mostWaitRows = 31;

/** The longest period: a leap year. */
export const longestPeriodDays = 366;

const day = (label: string) =>
  z.string().refine((text): text is LocalDate => isLocalDate(text), `Enter the ${label} as a date, such as 2026-11-16`);

/** What figures are asked for: a council, days from first to last, and what narrows them. */
export const FiguresInput = z.strictObject({
  authorityId: z.coerce.number().int(),
  from: day('first day'),
  to: day('last day'),
  serviceId: uuidField.optional(),
  channel: z.enum(channels).optional(),
  teamId: uuidField.optional(),
  by: z.enum(groupings).optional(),
});

/**
 * The figures of first contact, each with its definition and the query that counts it. Aggregates alone: no record is
 * shown. An enquiry counts for the council whose service it is about, whoever answered it, so contacts of others are
 * looked at beyond the reader's own councils.
 * @throws not_found for a council of somebody else; bad_input for a period that ends before it begins or is too long
 */
export const getFigures = defineQuery({
  name: 'reporting.get-figures',
  permission: 'reporting.read',
  input: FiguresInput,
  run: async (context, input): Promise<Figures> => {
    if (!isInScope(context.db.scope, input.authorityId)) throw notFound();
    return await countFigures(context, input);
  },
});

/** The figures of a council that the asker is known to be allowed. @throws bad_input, as `getFigures` */
async function countFigures(
  context: Pick<QueryContext, 'db' | 'kernel' | 'now'>,
  input: z.output<typeof FiguresInput>,
): Promise<Figures> {
  const { from, to } = periodOf(input);
  const settings = await readContactSettings(context.kernel, input.authorityId);
  const { repeatContactDays, waitTargetSeconds } = settings;
  const { authorityId, serviceId, channel, teamId } = input;
  const filter = {
    authorityId,
    serviceId,
    channel,
    teamId,
    from: startOfDay(from),
    until: startOfDay(addDays(to, 1)),
  };
  const db = context.db.within(everyAuthority);
  const { now } = context;
  const asked = questionsOf(filter, settings, now);
  const groups = input.by && (await countAll(db, questionsOf({ ...filter, by: input.by }, settings, now)));
  // Somebody in two teams is in two groups: only those of the others add up to the whole.
  const whole = groups && input.by !== 'team' ? groups : await countAll(db, asked);
  const avoidable = await countEachDay(db, ...asked.avoidable);
  const calls = await countEachDay(db, filter, waitsQuestion);
  const days = daysOf({ from, to });
  const waits = waitsOf(calls, days, waitTargetSeconds);
  const answers: Answers = {
    outcomes: wholeSum(whole.outcomes),
    repeats: wholeSum(whole.repeats),
    avoidable: wholeSum(avoidable),
    surveys: wholeSum(whole.surveys),
    callBacks: wholeSum(await countEachDay(db, ...asked.callBacks)),
    waits: { in_time: waits.inTime, known: waits.known },
  };
  return {
    ...{ from, to, repeatContactDays, countedAt: now },
    figures: definitions(settings).map((each) => figureOf(each, asked, answers)),
    reasons: reasonCounts(answers.avoidable),
    days: figureDays({ from, to }, { ...whole, avoidable }),
    stops: stopsOf(answers.outcomes),
    waits,
    waitSteps: waitSteps(calls, days, { targetSeconds: waitTargetSeconds, length: stepLength(days, mostWaitRows) }),
    groups: groups ? groupsOf(groups) : [],
  };
}

function periodOf({ from, to }: { readonly from: LocalDate; readonly to: LocalDate }) {
  const days = daysBetween(from, to) + 1;
  const fault = (message: string) => badInput({ faults: [{ field: 'to', message }] });
  if (days < 1) throw fault('Choose a last day that is not before the first');
  if (days > longestPeriodDays) throw fault(`Choose a period of at most ${longestPeriodDays} days`);
  return { from, to };
}

type Filter = FigureFilter & { readonly by?: Grouping; readonly columns?: ReadonlySet<string> };
/** What to count, and the query that counts it. */
type Ask = readonly [filter: Filter, ask: (filter: Filter) => Question];
type Answers = Readonly<Record<Answered, Counts>>;

export function questionsOf(
  filter: Filter,
  { repeatContactDays, waitTargetSeconds }: ContactValues,
  now: Instant,
): Readonly<Record<Answered, Ask>> {
  const windowMs = repeatContactDays * DAY_MS;
  const settled = { ...filter, until: Math.min(filter.until, now - windowMs) };
  return {
    outcomes: [filter, outcomesQuestion],
    repeats: [settled, (each) => repeatsQuestion(each, windowMs)],
    avoidable: [filter, avoidableQuestion],
    surveys: [filter, surveyQuestion],
    callBacks: [filter, callBacksQuestion],
    waits: [filter, (each) => inTimeQuestion(each, waitTargetSeconds)],
  };
}

interface CountedDays {
  readonly outcomes: readonly CountedDay[];
  readonly repeats: readonly CountedDay[];
  readonly surveys: readonly CountedDay[];
}

async function countAll(db: Reads, asked: ReturnType<typeof questionsOf>): Promise<CountedDays> {
  return {
    outcomes: await countEachDay(db, ...asked.outcomes),
    repeats: await countEachDay(db, ...asked.repeats),
    surveys: await countEachDay(db, ...asked.surveys),
  };
}

function figureOf(definition: Definition, asked: ReturnType<typeof questionsOf>, answers: Answers): Figure {
  const { key, label, words, countColumn, ofColumn } = definition;
  const which = answeredBy(key);
  const [filter, ask] = asked[which];
  const query = printQuestion(ask(filter));
  return { ...shareOf(definition, answers[which]), key, label, definition: words, query, countColumn, ofColumn };
}

/** What so few customers said of a contact is told to nobody: a colleague may know who took it. */
export function shareOf(definition: Definition, counts: Counts): ToldShare {
  const share = shareIn(counts, definition);
  return definition.key === 'satisfied' ? withheldIfFew(share) : share;
}

function stopsOf(counts: Counts): StopCount[] {
  return STOP_OUTCOMES.map((stop) => ({ stop, enquiries: counts[columnOf(stop)] ?? 0 }));
}

function groupsOf({ outcomes, repeats, surveys }: CountedDays): FigureGroup[] {
  const each = definitions({}).filter(({ key }) => isGrouped(key));
  const counted = { outcomes: groupSums(outcomes), repeats: groupSums(repeats), surveys: groupSums(surveys) };
  const ids = new Set([...counted.outcomes, ...counted.surveys].map(({ grouped }) => grouped));
  const countsOf = (which: keyof typeof counted, id: string | null): Counts =>
    counted[which].find(({ grouped }) => grouped === id)?.counts ?? {};
  const groups = [...ids].map((id): FigureGroup => {
    const shares = each.map((figure) => {
      const which = answeredBy(figure.key);
      return [
        figure.key,
        shareOf(figure, which === 'avoidable' || which === 'callBacks' || which === 'waits' ? {} : countsOf(which, id)),
      ] as const;
    });
    const stops = stopsOf(countsOf('outcomes', id));
    return { id, shares: Object.fromEntries(shares) as FigureGroup['shares'], stops };
  });
  return groups.sort((one, other) => other.shares.declared.of - one.shares.declared.of);
}
