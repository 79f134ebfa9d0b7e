import type { LocalDate } from '../kernel/clock.js';
import { formatBriefDate } from '../kernel/format-time.js';
import { columnPlot, sharePlot, stripPlot, type ChartView, type Series, type StripsView } from '../web/charts.js';
import type { TableView } from '../web/components.js';
import { numeric } from './group-words.js';
import { definitions } from './definitions.js';
import { definitionOf, type OutcomeKey } from './outcome-figures.js';
import { reasonWords } from './reason-words.js';
import { fewestForShare, numberWords, shareWords } from './share-words.js';
import { contactsBecause, stepLength, stepsOf, stepWords, type StepLength, type TrendStep } from './trend-steps.js';
import { busiestWords, changeWords, mostFrequentWords } from './trend-words.js';
import type { Figures, Share } from './types.js';

/** Up to so many days each has its column. */
const mostDayColumns = 31;
/** Shares of single days are of few: beyond two weeks they are of longer steps. */
const mostDayShares = 14;

export interface Trend {
  readonly charts: readonly ChartView[];
  readonly reasons: StripsView | undefined;
}

/** The figures over time, as pictures with their numbers. Nothing of a single day. */
export function trendOf(figures: Figures, today: LocalDate): Trend {
  const columns = steppedBy(figures, mostDayColumns);
  const shares = steppedBy(figures, mostDayShares);
  const charts = [volumeChart(columns, today), resolutionChart(shares, figures, today)];
  return { charts: charts.filter((chart) => chart !== undefined), reasons: reasonStrips(columns, today) };
}

interface Stepped {
  readonly length: StepLength;
  readonly steps: readonly TrendStep[];
}

function steppedBy({ days }: Figures, mostDays: number): Stepped {
  const length = stepLength(days, mostDays);
  return { length, steps: stepsOf(days, length) };
}

/** From the bottom of a column up. */
const columnParts: readonly (readonly [key: OutcomeKey, series: Series])[] = [
  ['declared', 1],
  ['told', 5],
  ['logged', 2],
  ['passed', 3],
  ['abandoned', 4],
];

function volumeChart({ length, steps }: Stepped, today: LocalDate): ChartView | undefined {
  if (steps.length < 2 || steps.every(({ shares }) => shares.declared.of === 0)) return undefined;
  const labels = columnParts.map(([key]) => definitionOf(key).label);
  const facts = steps.map((step) => ({
    label: formatBriefDate(step.from),
    title: `${stepWords(step, today)}: ${enquiryWords(step.shares.declared.of)}`,
    parts: columnParts.map(([key, series]) => ({ series, value: step.shares[key].count })),
  }));
  const about = `Enquiries closed each ${length}, by how they ended.`;
  return {
    title: busiestWords(steps, length, today),
    about,
    legend: columnParts.map(([, series], index) => ({ text: labels[index] ?? '', series, as: 'bar' })),
    plot: columnPlot(facts, `Columns. ${about}`),
    table: stepTable(
      about,
      ['All', ...labels],
      steps.map((step) => [
        stepWords(step, today),
        numberWords(step.shares.declared.of),
        ...columnParts.map(([key]) => numberWords(step.shares[key].count)),
      ]),
    ),
  };
}

const lines = [
  { key: 'declared', name: 'Declared', series: 1 },
  { key: 'observed', name: 'Observed', series: 2 },
] as const;

function resolutionChart({ length, steps }: Stepped, figures: Figures, today: LocalDate): ChartView | undefined {
  const title = changeWords(steps.map(({ shares }) => shareOrGap(shares.declared)));
  if (title === undefined) return undefined;
  const words = definitions(figures);
  const about = `Resolved at first contact each ${length}, as declared and as observed. No share is shown of fewer than ${numberWords(fewestForShare)}.`;
  const facts = lines.map(({ key, name, series }) => {
    return { series, name, shares: steps.map(({ shares }) => shareOrGap(shares[key])) };
  });
  const titles = steps.map((step) => stepWords(step, today));
  return {
    ...{ title, about },
    legend: lines.map(({ key, series }) => {
      return { text: words.find((each) => each.key === key)?.label ?? '', series, as: 'line' };
    }),
    plot: sharePlot(
      steps.map(({ from }) => formatBriefDate(from)),
      facts,
      { titles, description: `Lines. ${about}` },
    ),
    table: stepTable(
      `Resolved at first contact each ${length}`,
      ['Declared', 'of enquiries', 'Observed', 'of resolved'],
      steps.map(({ shares: { declared, observed } }, index) => [
        titles[index] ?? '',
        ...[shareWords(declared), numberWords(declared.of), shareWords(observed), numberWords(observed.of)],
      ]),
    ),
  };
}

function reasonStrips({ length, steps }: Stepped, today: LocalDate): StripsView | undefined {
  const reasons = (steps[0]?.reasons ?? []).map(({ reason }) => ({ reason, contacts: contactsBecause(reason, steps) }));
  const found = reasons.filter(({ contacts }) => contacts > 0).sort((one, other) => other.contacts - one.contacts);
  const title = mostFrequentWords(found);
  if (steps.length < 2 || title === undefined) return undefined;
  const highest = Math.max(...steps.flatMap((step) => step.reasons.map(({ contacts }) => contacts)));
  const about = `Avoidable contacts each ${length}, by reason. All rows have one scale; the highest column is ${numberWords(highest)}.`;
  const drawn = found.map(({ reason, contacts }) => {
    const name = reasonWords[reason] ?? reason;
    const facts = steps.map((step) => {
      const value = contactsBecause(reason, [step]);
      const words = `${stepWords(step, today)}: ${numberWords(value)}`;
      return { label: '', title: words, parts: [{ series: 1 as const, value }] };
    });
    return { name, total: numberWords(contacts), plot: stripPlot(facts, highest, `Columns. ${name}, each ${length}.`) };
  });
  return {
    ...{ title, about, strips: drawn },
    table: stepTable(
      `Avoidable contacts each ${length}`,
      drawn.map(({ name }) => name),
      steps.map((step) => [
        stepWords(step, today),
        ...found.map(({ reason }) => numberWords(contactsBecause(reason, [step]))),
      ]),
    ),
  };
}

function stepTable(caption: string, heads: readonly string[], rows: readonly (readonly string[])[]): TableView {
  return {
    ...{ caption, captionClasses: 'govuk-visually-hidden', firstCellIsHeader: true },
    head: [{ text: 'When' }, ...heads.map(numeric)],
    rows: rows.map(([first = '', ...others]) => [{ text: first }, ...others.map(numeric)]),
  };
}

function shareOrGap({ count, of }: Share): number | null {
  return of < fewestForShare ? null : count / of;
}

function enquiryWords(count: number): string {
  return `${numberWords(count)} ${count === 1 ? 'enquiry' : 'enquiries'}`;
}
