import { STOP_OUTCOMES, stopWords } from '../services/index.js';
import type { TableView } from '../web/components.js';
import { groupedBy, groupingWords, groupName, numeric, type GroupNames } from './group-words.js';
import { numberWords } from './share-words.js';
import type { Figures } from './types.js';

/** Enquiries that a form's stop answered, by its kind; broken down, a row for each group that has any. */
export function stopsTable(
  { stops, groups }: Figures,
  facts: GroupNames & { readonly address: { readonly by?: string | undefined } },
): TableView | undefined {
  if (stops.every(({ enquiries }) => enquiries === 0)) return undefined;
  const caption = 'Answered by a form’s stop';
  if (groups.length === 0)
    return {
      caption,
      head: [{ text: 'Kind' }, numeric('Enquiries')],
      firstCellIsHeader: true,
      rows: stops.map(({ stop, enquiries }) => [{ text: stopWords[stop] }, numeric(numberWords(enquiries))]),
    };
  const by = groupedBy(facts.address);
  return {
    caption: `${caption}, by ${groupingWords[by].toLowerCase()}`,
    head: [{ text: groupingWords[by] }, ...STOP_OUTCOMES.map((stop) => numeric(stopWords[stop]))],
    firstCellIsHeader: true,
    isStacking: true,
    rows: groups
      .filter((group) => group.stops.some(({ enquiries }) => enquiries > 0))
      .map((group) => [
        { text: groupName(group.id, by, facts) },
        ...group.stops.map(({ enquiries }) => numeric(numberWords(enquiries))),
      ]),
  };
}
