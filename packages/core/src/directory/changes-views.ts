import type { Instant } from '../kernel/clock.js';
import type { FieldFault } from '../kernel/errors.js';
import { formatDateTime } from '../kernel/format-time.js';
import { fieldWords } from './entries/entry-rules.js';
import type { DirectoryEntry, EntryChange, EntryContent } from './entries/entry-types.js';
import { directoryHref, personHref, shownTelephone, teamHref } from './directory-views.js';
import { typedParts, type PeopleByMail } from './entry-form.js';
import type { ChangesPage, WaitingLine } from './entry-views.js';

export const changesHref = `${directoryHref}/changes`;

export interface ChangesInput {
  readonly waiting: readonly { readonly change: EntryChange; readonly entry: DirectoryEntry }[];
  readonly people: PeopleByMail;
  readonly now: Instant;
  readonly csrfToken: string;
  /** Of the decision that was just refused. */
  readonly refused?:
    { readonly changeId: string; readonly reason: string; readonly faults: readonly FieldFault[] } | undefined;
  readonly said?: string | undefined;
}

export function changesPage({ waiting, people, now, csrfToken, refused, said }: ChangesInput): ChangesPage {
  const errorList =
    refused?.faults.map(({ message }) => ({ text: message, href: `#reason-${refused.changeId}` })) ?? [];
  const isListed = waiting.some(({ change }) => change.id === refused?.changeId);
  return {
    csrfToken,
    said: said === undefined ? undefined : saidWith(said, isListed ? '' : (refused?.reason ?? '')),
    errors: errorList.length > 0 ? { errorList } : undefined,
    waiting: waiting.map(({ change, entry }) =>
      waitingLine(change, entry, {
        ...{ people, now },
        reason: change.id === refused?.changeId ? refused.reason : '',
      }),
    ),
  };
}

/** Of a correction that is no longer on the page, what was typed beside it stands in the note. */
function saidWith(said: string, reason: string): string {
  return reason === '' ? said : `${said} You wrote: “${reason}”.`;
}

/** Of several lines those alone that are taken out or put in. */
export function changedLines(before: string, after: string): { readonly before: string; readonly after: string } {
  const [was, is] = [before.split('\n'), after.split('\n')];
  const stays = was.filter((line) => is.includes(line));
  if (stays.length === 0) return { before: before || 'Empty', after: after || 'Empty' };
  const without = (lines: readonly string[]): string => lines.filter((line) => !stays.includes(line)).join('\n');
  return { before: without(was), after: without(is) || 'The rest stays' };
}

function waitingLine(
  change: EntryChange,
  entry: DirectoryEntry,
  { people, now, reason }: Pick<ChangesInput, 'people' | 'now'> & { readonly reason: string },
): WaitingLine {
  const { id, subject, subjectName, writtenAt, version, baseVersion, fields } = change;
  const shown = (content: EntryContent) => ({
    ...typedParts(people, content),
    telephone: shownTelephone(content.telephone),
  });
  const [before, after] = [shown(entry.content), shown(change.content)];
  return {
    name: subjectName,
    href: subject.kind === 'person' ? personHref(subject.id) : teamHref(subject.id),
    about: `Sent ${formatDateTime(writtenAt, { now })}`,
    ...{ action: `${changesHref}/${id}`, version, reasonId: `reason-${id}`, reason },
    isOutdated: entry.version !== baseVersion,
    parts: (fields as readonly (keyof EntryContent)[]).map((field) => {
      return { label: fieldWords[field], ...changedLines(before[field], after[field]) };
    }),
  };
}
