import { nicknameGroups } from './nickname-groups.js';

let groupsByName: ReadonlyMap<string, readonly (readonly string[])[]> | undefined;

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

function groupsOf(name: string): readonly (readonly string[])[] {
  groupsByName ??= indexGroups();
  return groupsByName.get(name) ?? [];
}

function indexGroups(): Map<string, string[][]> {
  const byName = new Map<string, string[][]>();
  for (const listed of nicknameGroups.split(';')) {
    const group = [...new Set(listed.trim().split(' '))].filter((name) => name !== '');
    for (const name of group) byName.set(name, [...(byName.get(name) ?? []), group]);
  }
  return byName;
}
