import type { FieldView } from '../web/form-components.js';
import { errorAt } from '../web/form-faults.js';
import { settingsFrame, type AboutSettings, type SettingsFrame } from './settings-frame.js';

/** How a council counts and surveys its contacts. */
export interface SettingsPage extends SettingsFrame {
  readonly version: number;
  readonly fields: readonly FieldView[];
  /** Ours differ from the partnership's, which can be had instead. */
  readonly differs: boolean;
}

export const settingsHref = '/desk/admin/settings';

const labels = {
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
} as const;
type Name = keyof typeof labels;
type Values = Readonly<Record<Name, string>>;

function besideShared(own: string, shared: string | undefined): string {
  if (shared === undefined) return '';
  return own === shared ? ' The partnership has the same.' : ` Partnership: ${shared}. Ours: ${own}.`;
}

export function settingsPage(
  about: AboutSettings & {
    readonly version: number;
    readonly values: Values;
    readonly own: Values;
    /** Undefined: it is the partnership's own page. */
    readonly shared: Values | undefined;
  },
): SettingsPage {
  const { version, values, own, shared, faults = [] } = about;
  const names = Object.keys(labels) as Name[];
  return {
    ...settingsFrame('settings', about),
    version,
    differs: shared !== undefined && names.some((name) => own[name] !== shared[name]),
    fields: names.map((name): FieldView => {
      return {
        ...{ control: 'text', name, id: name, inputmode: 'numeric', classes: 'govuk-input--width-4' },
        label: { text: labels[name].text },
        hint: { text: `${labels[name].hint}${besideShared(own[name], shared?.[name])}` },
        value: values[name],
        errorMessage: errorAt(faults, name),
      };
    }),
  };
}
