import type { CaseEvent, CaseEventData, FileExchange } from '../types.js';
import type { FilesCard } from './files-views.js';

/** How far files of a case have come between installations. */
export interface ExchangedFiles {
  /** What is told of files that the case has, by their id. */
  readonly more: ReadonlyMap<string, string>;
  /** Those that it has not. */
  readonly coming: FilesCard['coming'];
}

type FileEvent = Pick<CaseEvent, 'body' | 'data'>;

/**
 * By what happened to the case's files, the first first; `elsewhere` is how the case's hand-over stands: what was to go with
 * one that came to nothing does not go.
 */
export function exchangedFiles(events: readonly FileEvent[], elsewhere: CaseEventData | undefined): ExchangedFiles {
  const last = new Map<string, FileEvent>();
  for (const event of events) if (event.data.exchanged) last.set(event.data.exchangeId ?? '', event);
  const more = new Map<string, string>();
  const coming = [];
  for (const event of last.values()) {
    const { fileId, name = '', exchanged } = event.data;
    const words = exchanged && standing(exchanged, event, elsewhere);
    if (words === undefined) continue;
    if (fileId === undefined) coming.push({ name, about: words });
    else more.set(fileId, words);
  }
  return { more, coming };
}

function standing(
  exchanged: FileExchange,
  { data: { council = 'another council', transferId }, body }: FileEvent,
  elsewhere: CaseEventData | undefined,
): string | undefined {
  const because = body === null ? '' : `: ${body}`;
  switch (exchanged) {
    case 'going':
      if (transferId !== elsewhere?.transferId) return undefined;
      if (elsewhere?.transfer === 'accepted') return `on its way to ${council}`;
      if (elsewhere?.transfer === 'declined' || elsewhere?.transfer === 'withdrawn') return undefined;
      return `goes to ${council} once they take the case over`;
    case 'gone':
      return `arrived at ${council}`;
    case 'refused-there':
      return `refused by ${council}${because}`;
    case 'coming':
      return `On its way from ${council}`;
    case 'come':
      return undefined; // its card names the council as who added it
    case 'refused-here':
      return `Refused; ${council} is told${because}`;
  }
}

/** In a case's timeline. */
export function fileWords({ done, exchanged, council = 'another council' }: CaseEventData): string {
  if (exchanged === undefined) return done === 'removed' ? 'File removed' : 'File added';
  const words: Readonly<Record<FileExchange, string>> = {
    going: `File chosen for ${council}`,
    gone: `File arrived at ${council}`,
    'refused-there': `File refused by ${council}`,
    coming: `File announced by ${council}`,
    come: `File from ${council}`,
    'refused-here': `File from ${council} refused`,
  };
  return words[exchanged];
}
