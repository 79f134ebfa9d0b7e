import { statement } from '#core/kernel/db/statement.js';
import type { Kernel } from '#core/kernel/kernel.js';
import { everyAuthority } from '#core/kernel/scope.js';
import type { Chance } from '../world/chance.js';
import type { Operation, Sample } from './samples.js';

const names = statement<Record<string, never>, { display_name: string }>(
  'select p.display_name from people p join employments e on e.person_id = p.id order by p.id',
);

/** What an adviser asks the directory while somebody waits on the telephone. */
export async function directoryOperations(kernel: Kernel, draw: Chance, samples: number): Promise<Operation[]> {
  const people = (await kernel.db.read(everyAuthority).all(names, {})).map((one) => one.display_name);
  const each = (path: string, words: () => string, expect: string): Sample[] =>
    Array.from({ length: samples }, () => ({
      ...{ method: 'GET', status: 200, expect: [expect] },
      path: `/desk/directory${path}?${new URLSearchParams({ q: words() }).toString()}`,
    }));
  const found = '/desk/directory/people/';
  return [
    { name: 'directory: a name begun', samples: each('/suggest', () => begun(draw.pick(people), draw), found) },
    { name: 'directory: a name with a slip', samples: each('/suggest', () => slipped(draw.pick(people), draw), found) },
    { name: 'directory: who deals with it now', samples: each('', () => draw.pick(needs), 'Ask first') },
  ];
}

const needs = ['missed bins', 'new bin', 'council tax bill', 'litter', 'fly tipping', 'dog fouling', 'pothole'].flatMap(
  (need) => [need, `${need} in Castlebridge`],
);

/** A first name and what was typed so far of the last. */
function begun(name: string, draw: Chance): string {
  const [first = '', last = ''] = parts(name);
  return `${first} ${last.slice(0, 2 + draw.below(3))}`.trim();
}

/** Two neighbouring letters of the last name changed places. */
function slipped(name: string, draw: Chance): string {
  const [first = '', last = ''] = parts(name);
  if (last.length < 5) return name;
  const at = 1 + draw.below(last.length - 2);
  return `${first} ${last.slice(0, at)}${last.charAt(at + 1)}${last.charAt(at)}${last.slice(at + 2)}`;
}

function parts(name: string): [first: string, last: string] {
  const space = name.lastIndexOf(' ');
  return [name.slice(0, Math.max(space, 0)), name.slice(space + 1)];
}
