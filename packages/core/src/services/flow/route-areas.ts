import type { Condition } from '../form/condition-types.js';
import type { DesignField } from '../design/design-fields.js';
import type { Item } from '../design/design-part.js';
import type { Route } from '../types.js';

/** A route with its areas apart from the rest of its condition, so that they can be ticked. */
export function withAreas({ when, ...route }: Route): Item {
  const parts = when === undefined ? [] : 'all' in when ? when.all : [when];
  const [first, ...more] = parts.filter((part) => 'area' in part);
  if (!first || more.length > 0) return { ...route, ...(when ? { when } : {}) };
  const [rest, ...others] = parts.filter((part) => part !== first);
  const areas = [first.area].flat();
  if (!rest) return { ...route, areas };
  return { ...route, areas, when: others.length === 0 ? rest : { all: [rest, ...others] } };
}

/** The same as a route of the definition: in one of the areas, and what else it asks. */
export function withoutAreas({ areas, when: other, ...route }: Item): Route {
  const chosen = (areas ?? []) as string[];
  const rest = other as Condition | undefined;
  const within: Condition[] = chosen.length === 0 ? [] : [{ area: chosen.length === 1 ? (chosen[0] ?? '') : chosen }];
  const parts = [...within, ...(rest === undefined ? [] : 'all' in rest ? rest.all : [rest])];
  const when = parts.length > 1 ? { all: parts } : parts[0];
  return { ...route, ...(when ? { when } : {}) } as Route;
}

/** The council's areas to tick, and those that its routes name already; nothing where there are none. */
export function areaField(areas: readonly string[], routing: readonly Route[]): DesignField[] {
  const named = routing.flatMap((route) => (withAreas(route)['areas'] ?? []) as string[]);
  const all = [...new Set([...areas, ...named])].sort((a, b) => a.localeCompare(b, 'en-GB'));
  if (all.length === 0) return [];
  const choices = all.map((area) => [area, area] as const);
  const hint = 'None chosen: anywhere';
  return [{ kind: 'checks', name: 'areas', label: 'Only in these areas', hint, choices, none: 'left-out' }];
}
