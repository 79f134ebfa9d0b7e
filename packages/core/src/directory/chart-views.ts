import type { Authority } from '../authorities/index.js';
import type { SelectOption } from '../web/form-components.js';
import { directoryHref, options, personHref, type Linked } from './directory-views.js';
import type { Chart } from './search/chart.js';

export interface ChartBranch {
  readonly name: string;
  readonly href: string;
  readonly jobTitle: string;
  readonly branches: readonly ChartBranch[];
  /** Of those that aren't shown. */
  readonly more: Linked | undefined;
}

export interface BranchesView {
  readonly branches: readonly ChartBranch[];
}

export interface ChartPage {
  readonly councils: readonly SelectOption[];
  readonly above: readonly Linked[];
  readonly top: readonly ChartBranch[];
}

const chartHref = (id: string): string => `${directoryHref}/chart?person=${id}`;

export function chartPage(chart: Chart, authorities: readonly Authority[], chosen: number | undefined): ChartPage {
  const councils = authorities.filter((one) => one.kind === 'authority');
  return {
    councils: options(
      councils.map(({ id, name }) => [String(id), name] as const),
      String(chosen ?? ''),
    ),
    above: chart.above.map(({ id, name }) => ({ text: name, href: chartHref(id) })),
    top: chart.top.map(branchOf),
  };
}

function branchOf({ id, name, jobTitle, reports, below }: Chart['top'][number]): ChartBranch {
  const hidden = reports.length === 0 && below > 0;
  return {
    ...{ name, jobTitle, href: personHref(id), branches: reports.map(branchOf) },
    more: hidden ? { text: `${below} below ${name}`, href: chartHref(id) } : undefined,
  };
}
