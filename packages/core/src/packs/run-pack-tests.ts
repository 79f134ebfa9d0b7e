import { usualCalendar } from '../authorities/index.js';
import { dueWhenLogged } from '../cases/index.js';
import { localDate } from '../kernel/local-date.js';
import { instantAt, toLocal } from '../kernel/london-time.js';
import { withinTime } from '../kernel/within-time.js';
import { searchAmong } from '../knowledge/index.js';
import {
  caseTitle,
  feePence,
  findStops,
  parseAnswers,
  parseLocation,
  priorityOf,
  routeTo,
  type Circumstances,
  type ServiceDefinition,
} from '../services/index.js';
import type { FormTest, Pack } from './types.js';

/** One of a pack's own tests. */
export interface PackTestResult {
  readonly title: string;
  /** What came out otherwise than the test says; none: it passed. */
  readonly failures: readonly string[];
}

/** Milliseconds for all tests of a pack. Those of the shipped ones take a fiftieth of it. */
const longestTesting = 5_000;

/**
 * Runs the tests that a pack brings along. They need no database, and say the same on every machine and day. The one
 * during which the time is up fails, and those after it aren't run.
 */
export function runPackTests(
  { service, articles, tests }: Pick<Pack, 'service' | 'articles' | 'tests'>,
  { withinMs = longestTesting } = {},
): PackTestResult[] {
  const all = [
    ...tests.form.map((test) => ({ title: test.title, run: () => runFormTest(service, test) })),
    ...tests.search.map(({ words, finds }) => ({
      title: `A search for “${words}”`,
      run: () => runSearchTest(articles, words, finds),
    })),
  ];
  const results: PackTestResult[] = [];
  const done = withinTime(withinMs, () => {
    for (const { title, run } of all) results.push({ title, failures: run() });
  });
  if (done) return results;
  const failures = ['it takes too long: simplify the patterns of the questions'];
  return [...results, { title: all[results.length]?.title ?? '', failures }];
}

function runSearchTest(articles: Pack['articles'], words: string, finds: string): string[] {
  const [first = 'nothing'] = searchAmong(articles, words);
  return first === finds ? [] : [`finds ${first}, not ${finds}`];
}

function runFormTest(service: ServiceDefinition, test: FormTest): string[] {
  const today = localDate(test.on);
  const { answers, errors } = parseAnswers(service, test.answers, { today });
  const place = test.location === undefined ? undefined : parseLocation(service, test.location).error;
  const refused = [...errors, ...(place ? [place] : [])];
  const circumstances: Circumstances = { answers, facts: test.facts, areas: test.areas, today, localTime: test.at };
  const stops = findStops(service, circumstances).map(({ outcome }) => outcome);
  const { gives } = test;
  const failures = [
    ...unlike(
      'refused',
      refused.map(({ field }) => field),
      gives.faults ?? [],
    ),
    ...unlike('stops', stops, gives.stops ?? []),
  ];
  return refused.length > 0 ? failures : [...failures, ...checkCase(service, circumstances, test)];
}

/** What a case of the answers is, beside what the test says of it. */
function checkCase(service: ServiceDefinition, answered: Circumstances, { on, at, gives }: FormTest): string[] {
  const priority = priorityOf(service, answered);
  const circumstances = { ...answered, priority };
  const found = {
    title: caseTitle(service, answered.answers),
    priority,
    team: routeTo(service, circumstances),
    feePence: feePence(service, circumstances),
    due: gives.due === undefined ? undefined : dueText(service, { on, at, priority }),
  };
  return (['title', 'priority', 'team', 'feePence', 'due'] as const).flatMap((field) =>
    gives[field] === undefined ? [] : unlike(field, [found[field]], [gives[field]]),
  );
}

type Logged = Pick<FormTest, 'on' | 'at'> & { readonly priority: NonNullable<Circumstances['priority']> };

/** "2026-11-25 15:30", in London, by the hours that a council begins with. */
function dueText(service: ServiceDefinition, { on, at, priority }: Logged): string {
  const [hour = 0, minute = 0] = at.split(':').map(Number);
  const logged = instantAt(localDate(on), hour * 60 + minute);
  const due = dueWhenLogged(service, usualCalendar(service.sla.calendar), { at: logged, priority });
  if (due === null) return 'none';
  const local = toLocal(due);
  const clock = [Math.floor(local.minuteOfDay / 60), local.minuteOfDay % 60];
  return `${local.on} ${clock.map((part) => String(part).padStart(2, '0')).join(':')}`;
}

function unlike(what: string, is: readonly unknown[], said: readonly unknown[]): string[] {
  const [found, wanted] = [is, said].map((list) => list.map(String).join(', ') || 'nothing');
  return found === wanted ? [] : [`${what}: ${found}, not ${wanted}`];
}
