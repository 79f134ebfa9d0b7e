import { channelWords, type Channel } from '../interactions/index.js';
import { groupings, type Grouping } from './types.js';

/** What the groups of a breakdown are named by. */
export interface GroupNames {
  readonly services: readonly { readonly id: string; readonly name: string }[];
  readonly teams: readonly { readonly id: string; readonly name: string }[];
}

export const groupingWords: Readonly<Record<Grouping, string>> = {
  service: 'Service',
  channel: 'Channel',
  team: 'Team',
};

/** What a table breaks down by. */
export function groupedBy({ by }: { readonly by?: string | undefined }): Grouping {
  return groupings.find((each) => each === by) ?? 'service';
}

/** How a group is called: "Missed bin", "Web chat", "No service". */
export function groupName(id: string | null, by: Grouping, { services, teams }: GroupNames): string {
  if (id === null) return `No ${by}`;
  if (by === 'channel') return channelWords[id as Channel];
  const named = by === 'service' ? services : teams;
  return (
    named.find((each) => each.id === id)?.name ??
    (by === 'service' ? 'A service no longer offered' : 'Another council’s team')
  );
}

/** A cell that holds a number. */
export const numeric = (text: string) => ({ text, format: 'numeric' }) as const;
