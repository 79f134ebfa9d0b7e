import type { TableView } from './components.js';

/*
 * Charts without a script: SVG of which every x is a share of the width and every y is in px, so that it fits any
 * room while its words keep their size. Colours are classes of the sheet (`series--1` to `series--5`).
 */

/** Which of the sheet's colours; the fifth is an outline, for what stands beside the four. */
export type Series = 1 | 2 | 3 | 4 | 5;

/** A value's line across the plot, and its words beside it. */
export interface PlotValue {
  readonly text: string;
  readonly y: number;
}

export interface PlotBar {
  readonly series: Series;
  /** Per cent of the width; px. */
  readonly x: number;
  readonly width: number;
  readonly y: number;
  readonly height: number;
}

/** What stands over one step of time; the title is said by a pointer that rests on it. */
export interface PlotColumn {
  readonly title: string;
  readonly bars: readonly PlotBar[];
}

export interface PlotPoint {
  readonly series: Series;
  readonly title: string;
  readonly x: number;
  readonly y: number;
}

export interface PlotLine {
  readonly series: Series;
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

export interface PlotText {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
  /** Left out where there is little room. */
  readonly isSpare?: boolean;
}

export interface PlotView {
  /** What the picture shows, for those who don't see it. */
  readonly description: string;
  /** px. */
  readonly height: number;
  readonly values: readonly PlotValue[];
  readonly columns: readonly PlotColumn[];
  readonly lines: readonly PlotLine[];
  readonly points: readonly PlotPoint[];
  readonly texts: readonly PlotText[];
}

export interface LegendItem {
  readonly text: string;
  readonly series: Series;
  /** How it is drawn. */
  readonly as: 'bar' | 'line';
}

export interface ChartNumbers {
  /** The finding, in a sentence. */
  readonly title: string;
  /** The numbers that are drawn. */
  readonly table: TableView;
}

export interface ChartView extends ChartNumbers {
  /** What is counted. */
  readonly about: string;
  readonly legend: readonly LegendItem[];
  readonly plot: PlotView;
}

/** Small rows of columns below one another, measured alike. */
export interface StripsView extends ChartNumbers {
  readonly about: string;
  readonly strips: readonly { readonly name: string; readonly total: string; readonly plot: PlotView }[];
}

/** One step of time: its values from the bottom of the column up. */
export interface ColumnFacts {
  /** Below the column. */
  readonly label: string;
  /** "Mon 2 Nov: 84 enquiries". */
  readonly title: string;
  readonly parts: readonly { readonly series: Series; readonly value: number }[];
}

/** A line through the steps; null where there is nothing to tell. */
export interface LineFacts {
  readonly series: Series;
  readonly name: string;
  /** From 0 to 1. */
  readonly shares: readonly (number | null)[];
}

interface Room {
  readonly top: number;
  readonly bottom: number;
}

const chartHeight = 220;
const room: Room = { top: 22, bottom: chartHeight - 34 };
const mostLabels = 8;

/** Columns of counts, their parts on top of one another. */
export function columnPlot(steps: readonly ColumnFacts[], description: string): PlotView {
  const { top, values } = scaleOf(highestOf(steps));
  return {
    ...{ description, height: chartHeight, lines: [], points: [] },
    values: values.map((value) => ({ text: String(value), y: heightOf(value / top, room) })),
    columns: columnsOf(steps, top, room),
    texts: labelsOf(steps.map(({ label }) => label)),
  };
}

/** One small row of columns among several that are measured alike: `highest` is the highest of all. */
export function stripPlot(steps: readonly ColumnFacts[], highest: number, description: string): PlotView {
  const height = 40;
  const columns = columnsOf(steps, Math.max(1, highest), { top: 2, bottom: height - 1 });
  return {
    ...{ description, height, columns, lines: [], points: [], texts: [] },
    values: [{ text: '', y: height - 1 }],
  };
}

/** Lines of shares from 0% to 100%, each with its name and last share where it ends. */
export function sharePlot(
  labels: readonly string[],
  facts: readonly LineFacts[],
  { titles, description }: { readonly titles: readonly string[]; readonly description: string },
): PlotView {
  const drawn = facts.map((line) => ({ ...line, points: pointsOf(line, titles) }));
  return {
    ...{ description, height: chartHeight, columns: [] },
    values: [0, 25, 50, 75, 100].map((value) => ({ text: `${value}%`, y: heightOf(value / 100, room) })),
    lines: drawn.flatMap(({ series, points }) => linesThrough(points, series)),
    points: drawn.flatMap(({ points }) => points.filter((point) => point !== undefined)),
    texts: [...labelsOf(labels), ...endTexts(drawn)],
  };
}

function highestOf(steps: readonly ColumnFacts[]): number {
  return Math.max(1, ...steps.map(({ parts }) => parts.reduce((sum, { value }) => sum + value, 0)));
}

/** Round values from 0 to at least the highest: at most five steps of 1, 2 or 5 times a power of ten. */
export function scaleOf(highest: number): { readonly top: number; readonly values: readonly number[] } {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, highest / 5)));
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => each * 5 >= highest) ?? 10 * power;
  const count = Math.max(1, Math.ceil(highest / step));
  return { top: count * step, values: Array.from({ length: count + 1 }, (_, index) => index * step) };
}

function columnsOf(steps: readonly ColumnFacts[], top: number, { top: ceiling, bottom }: Room): PlotColumn[] {
  const band = 100 / steps.length;
  return steps.map(({ title, parts }, index) => {
    let base = 0;
    const bars = parts.flatMap(({ series, value }) => {
      const height = rounded((value / top) * (bottom - ceiling));
      base += value;
      const y = heightOf(base / top, { top: ceiling, bottom });
      return value === 0 ? [] : [{ series, x: rounded((index + 0.12) * band), width: rounded(band * 0.76), y, height }];
    });
    return { title, bars };
  });
}

function pointsOf({ series, name, shares }: LineFacts, titles: readonly string[]): (PlotPoint | undefined)[] {
  return shares.map((share, index) =>
    share === null
      ? undefined
      : {
          series,
          title: `${titles[index] ?? ''}: ${name.toLowerCase()} ${percent(share)}`,
          x: middleOf(index, shares.length),
          y: heightOf(share, room),
        },
  );
}

/** Only neighbours are joined: across a gap nobody knows. */
function linesThrough(points: readonly (PlotPoint | undefined)[], series: Series): PlotLine[] {
  return points.flatMap((to, index) => {
    const from = points[index - 1];
    return from && to ? [{ series, x1: from.x, y1: from.y, x2: to.x, y2: to.y }] : [];
  });
}

type Drawn = LineFacts & { readonly points: readonly (PlotPoint | undefined)[] };

/** The higher end's words stand above it, the others' below theirs. */
function endTexts(drawn: readonly Drawn[]): PlotText[] {
  const ends = drawn.flatMap(({ name, shares, points }) => {
    const index = shares.findLastIndex((share) => share !== null);
    const point = points[index];
    const share = shares[index];
    return point && share != null ? [{ text: `${name} ${percent(share)}`, point }] : [];
  });
  const highest = Math.min(...ends.map(({ point }) => point.y));
  return ends.map(({ text, point: { x, y } }) => {
    const anchor = x > 50 ? 'end' : 'start';
    return { text, x, y: y === highest ? y - 9 : Math.min(y + 21, room.bottom - 6), anchor };
  });
}

/** At most eight labels; every other one may go where there is little room. */
function labelsOf(labels: readonly string[]): PlotText[] {
  const stride = Math.ceil(labels.length / mostLabels);
  const isCrowded = labels.length > mostLabels / 2;
  return labels.flatMap((text, index) => {
    if (index % stride !== 0) return [];
    const x = middleOf(index, labels.length);
    // Words stand as far out as half their width, for which the last few per cent have no room.
    if (x > 96) return [];
    const isSpare = (isCrowded && (index / stride) % 2 === 1) || x > 90;
    return [{ text, x, y: room.bottom + 20, anchor: 'middle', isSpare }];
  });
}

function middleOf(index: number, count: number): number {
  return rounded(((index + 0.5) * 100) / count);
}

function heightOf(share: number, { top, bottom }: Room): number {
  return rounded(bottom - share * (bottom - top));
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}
