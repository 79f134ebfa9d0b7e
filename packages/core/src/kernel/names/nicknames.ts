import { nicknameGroups } from './nickname-groups.js';

let groupsByName: ReadonlyMap<string, readonly (readonly string[])[]> | undefined;
let groupNumbers: ReadonlyMap<readonly string[], number> | undefined;

/** Every other name that shares a group with this folded one. */
export function nicknamesOf(name: string): string[] {
  const names = new Set(groupsOf(name).flat());
  names.delete(name);
  return [...names];
}

/** Whether two folded first names can be one person's: bill and william, peggy and margaret. */
export function areNicknames(a: string, b: string): boolean {
  return a !== b && groupsOf(a).some((group) => group.includes(b));
}

/** The numbers of the groups that a folded name belongs to: names that share one can be one person's. */
export function nicknameGroupsOf(name: string): readonly number[] {
  groupNumbers ??= new Map([...new Set(indexed().values())].flat().map((group, number) => [group, number]));
  const numbers = groupNumbers;
  return groupsOf(name).map((group) => numbers.get(group) ?? 0);
}

function groupsOf(name: string): readonly (readonly string[])[] {
  return indexed().get(name) ?? [];
}

function indexed(): ReadonlyMap<string, readonly (readonly string[])[]> {
  groupsByName ??= indexGroups();
  return groupsByName;
}

function indexGroups(): Map<string, string[][]> {
  const byName = new Map<string, string[][]>();
  for (const listed of nicknameGroups.split(';')) {
    const group = [...new Set(listed.trim().split(' '))].filter((name) => name !== '');
    for (const name of group) byName.set(name, [...(byName.get(name) ?? []), group]);
  }
  return byName;
}
