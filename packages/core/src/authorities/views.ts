import type { PillView } from '../web/components.js';
import type { TextField } from '../web/form-components.js';
import { errorAt } from '../web/form-faults.js';
import { byContactKey, contactKeys, type ContactKey, type ContactSetting } from './variants/contact-settings.js';
import { settingsFrame, type AboutSettings, type SettingsFrame } from './settings-frame.js';
import type { Standing } from './variants/standing.js';

/** How a council counts and surveys its contacts. */
export interface SettingsPage extends SettingsFrame {
  readonly version: number;
  readonly lead: string;
  readonly settings: readonly SettingView[];
  /** Some are ours: all can be given up for the partnership's. */
  readonly hasOwn: boolean;
}

export interface SettingView {
  readonly pill: PillView;
  readonly field: TextField;
  /** Asked where the partnership's has changed since. */
  readonly seen: { readonly name: string; readonly id: string; readonly checked: boolean } | undefined;
}

export const settingsHref = '/desk/admin/settings';

const labels: Readonly<Record<ContactKey, { readonly text: string; readonly hint: string }>> = {
  repeatContactDays: {
    text: 'Days for which a resolution has to hold',
    hint: 'A further contact by the same customer about the same service within so many days turns it into a miss.',
  },
  surveyPercent: {
    text: 'Contacts drawn for the survey, in a hundred',
    hint: 'Nobody chooses them: the contact’s id decides. 0 switches the survey off.',
  },
  surveyRestDays: {
    text: 'Days before a customer is drawn again',
    hint: 'Whoever was drawn is left in peace for so long.',
  },
  waitTargetSeconds: {
    text: 'Seconds within which a call or chat should be answered',
    hint: 'The figures say how many customers waited no longer than this.',
  },
};

const pills: Readonly<Record<Standing, PillView>> = {
  shared: { text: 'Shared, as it is', tone: 'neutral' },
  ours: { text: 'Ours', tone: 'info' },
  behind: { text: 'Changed at the partnership since', tone: 'warning' },
};

/** What was typed: an empty box follows the partnership. */
export interface TypedSettings {
  readonly values: Readonly<Record<ContactKey, string>>;
  readonly seen: readonly ContactKey[];
}

type SettingsInput = AboutSettings & {
  readonly isPartnership: boolean;
  readonly version: number;
  readonly items: readonly ContactSetting[];
  readonly typed: TypedSettings | undefined;
};

export function settingsPage(about: SettingsInput): SettingsPage {
  const { version, items, isPartnership } = about;
  return {
    ...settingsFrame('settings', about),
    version,
    lead: isPartnership
      ? 'What councils follow that choose nothing else. Leave a box empty for what Moothall comes with.'
      : 'Leave a box empty to follow the partnership, with every change that it makes.',
    hasOwn: !isPartnership && items.some(({ standing }) => standing !== 'shared'),
    settings: items.map((item) => settingView(item, about)),
  };
}

function settingView(item: ContactSetting, { isPartnership, typed, faults = [] }: SettingsInput): SettingView {
  const { key, value, standing, shared } = item;
  const own = standing === 'shared' ? '' : `${value}`;
  return {
    pill: isPartnership && standing === 'shared' ? { text: 'As it came', tone: 'neutral' } : pills[standing],
    field: {
      ...{ control: 'text', name: key, id: key, inputmode: 'numeric', classes: 'govuk-input--width-4' },
      ...{ autocomplete: 'off', label: { text: labels[key].text } },
      hint: { text: `${labels[key].hint} ${isPartnership ? 'Moothall comes with' : 'Partnership:'} ${shared}.` },
      value: typed?.values[key] ?? own,
      errorMessage: errorAt(faults, key),
    },
    seen:
      standing === 'behind'
        ? { name: `seen-${key}`, id: `seen-${key}`, checked: typed?.seen.includes(key) === true }
        : undefined,
  };
}

/** What was sent of the page's boxes. */
export function readTypedSettings(sent: Readonly<Record<string, string | undefined>>): TypedSettings {
  return {
    values: byContactKey((key) => sent[key] ?? ''),
    seen: contactKeys.filter((key) => sent[`seen-${key}`] === 'yes'),
  };
}
