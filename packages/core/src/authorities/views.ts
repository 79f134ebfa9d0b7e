import type { FieldFault } from '../kernel/errors.js';
import type { ErrorSummaryView, FieldView } from '../web/form-components.js';
import type { TabsView } from '../web/components.js';
import { councilTabs, settingsTabs } from './settings-tabs.js';
import type { Authority } from './types.js';
import { errorAt, errorSummary } from '../web/form-faults.js';

/** How a council counts and surveys its contacts. */
export interface SettingsPage {
  readonly csrfToken: string;
  readonly council: string;
  readonly authorityId: number;
  readonly version: number;
  readonly tabs: TabsView;
  readonly councils: TabsView | undefined;
  readonly errors: ErrorSummaryView | undefined;
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

export function settingsPage(about: {
  readonly csrfToken: string;
  readonly authority: Pick<Authority, 'id' | 'name'>;
  readonly authorities: readonly Pick<Authority, 'id' | 'shortName'>[];
  readonly version: number;
  readonly values: Readonly<Record<Name, string>>;
  readonly faults: readonly FieldFault[];
}): SettingsPage {
  const { csrfToken, authority, authorities, version, values, faults } = about;
  return {
    ...{ csrfToken, version, council: authority.name, authorityId: authority.id },
    tabs: settingsTabs('settings', authority.id),
    councils: councilTabs('settings', authority.id, authorities),
    errors: errorSummary(faults),
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
