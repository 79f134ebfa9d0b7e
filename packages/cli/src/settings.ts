/** Gathers `-o name=value`, given several times. */
export const collectSettings = (value: string, before: string[] = []): string[] => [...before, value];

/** By name; one without a value is `true`. */
export function settingsIn(given: readonly string[] = []): Record<string, string> {
  return Object.fromEntries(given.map(splitSetting));
}

function splitSetting(setting: string): [string, string] {
  const cut = setting.indexOf('=');
  return cut < 0 ? [setting, 'true'] : [setting.slice(0, cut), setting.slice(cut + 1)];
}
