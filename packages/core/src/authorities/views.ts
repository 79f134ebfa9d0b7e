import type { FieldView } from '../web/form-components.js';
import { errorAt } from '../web/form-faults.js';
import { settingsFrame, type AboutSettings, type SettingsFrame } from './settings-frame.js';

/** How a council counts and surveys its contacts. */
export interface SettingsPage extends SettingsFrame {
  readonly version: number;
  readonly fields: readonly FieldView[];
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

export function settingsPage(
  about: AboutSettings & { readonly version: number; readonly values: Readonly<Record<Name, string>> },
): SettingsPage {
  const { version, values, faults = [] } = about;
  return {
    ...settingsFrame('settings', about),
    version,
    fields: (Object.keys(labels) as Name[]).map((name): FieldView => {
      return {
        ...{ control: 'text', name, id: name, inputmode: 'numeric', classes: 'govuk-input--width-4' },
        label: { text: labels[name].text },
        hint: { text: labels[name].hint },
        value: values[name],
        errorMessage: errorAt(faults, name),
      };
    }),
  };
}
