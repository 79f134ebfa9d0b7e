import type { AdapterReference } from './settings-reference.js';

export interface SettingView {
  readonly name: string;
  readonly takes: string;
  readonly about: string;
}

/** What an adapter can be told, as its page lists it. */
export function settingViews({ settings, secrets }: AdapterReference): SettingView[] {
  return [
    ...settings.map((row) => ({ ...row, isSecret: false })),
    ...secrets.map((row) => ({ ...row, isSecret: true })),
  ].map(({ name, takes, about, isRequired, fallback, isSecret }) => ({
    name: isSecret ? `${name} (secret)` : name,
    takes: [takes, isRequired ? 'required' : '', fallback === undefined ? '' : `without it ${fallback}`]
      .filter(Boolean)
      .join('; '),
    about,
  }));
}
