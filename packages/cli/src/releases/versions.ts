const form = /^(\d{1,6})\.(\d{1,6})\.(\d{1,6})(?:-([0-9A-Za-z.-]{1,60}))?$/;

export const isVersion = (text: string): boolean => form.test(text);

/** Negative when the first comes before the second, by semantic versioning 2.0 as far as names of releases use it. */
export function compareVersions(first: string, second: string): number {
  const [a, b] = [partsOf(first), partsOf(second)];
  for (const index of [0, 1, 2] as const)
    if (a.numbers[index] !== b.numbers[index]) return a.numbers[index] - b.numbers[index];
  if (a.label === b.label) return 0;
  if (a.label === '' || b.label === '') return a.label === '' ? 1 : -1; // 1.0.0 comes after 1.0.0-rc.1
  return a.label.localeCompare(b.label, 'en', { numeric: true });
}

function partsOf(version: string): { numbers: [number, number, number]; label: string } {
  const [, major, minor, patch, label = ''] = form.exec(version) ?? [];
  return { numbers: [Number(major), Number(minor), Number(patch)], label };
}

/** Why one version can't follow another; `undefined` when it can. */
export function refusalOf(from: string, to: string): string | undefined {
  if (!isVersion(to)) return `${to} is no version. Write it as 1.2.3.`;
  const order = compareVersions(to, from);
  if (order < 0)
    return `${to} is older than ${from}, and older code can’t read newer tables. To go back: moothall rollback`;
  const [ours, theirs] = [partsOf(from).numbers[0], partsOf(to).numbers[0]];
  if (theirs > ours + 1) return `From ${from} upgrade to the last ${ours + 1}.x first: no major version is skipped.`;
  return undefined;
}
