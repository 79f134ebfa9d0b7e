import type { FieldFault } from '../kernel/errors.js';
import type { FieldView } from '../web/form-components.js';

/** What a new call-out is about. */
export interface StartAbout {
  readonly caseId: string | undefined;
  /** Of the case: "DU-4F7K-2Q9M-X Fly-tipping". */
  readonly text: string;
  readonly back: { readonly text: string; readonly href: string };
  readonly place: string;
  /** Whose duty list it may be; none where a case says it. */
  readonly councils: readonly { readonly id: number; readonly shortName: string }[];
  readonly isRestricted: boolean;
}

export interface StartPage {
  readonly back: StartAbout['back'];
  readonly about: string;
  readonly isRestricted: boolean;
  readonly action: string;
  readonly csrfToken: string;
  readonly once: string;
  readonly faults: readonly { readonly text: string; readonly href: string }[];
  readonly fields: readonly FieldView[];
}

interface StartRendering {
  readonly typed: { readonly reason: string; readonly place: string; readonly authorityId: string };
  readonly faults: readonly FieldFault[];
  readonly action: string;
  readonly csrfToken: string;
  readonly once: string;
}

export function startPage(about: StartAbout, rendering: StartRendering): StartPage {
  const { typed, faults, action, csrfToken, once } = rendering;
  const { councils } = about;
  const ask = (name: 'reason' | 'place', text: string, more: object): FieldView => {
    const message = faults.find(({ field }) => field === name)?.message;
    const error = message === undefined ? {} : { errorMessage: { text: message } };
    return {
      ...{ control: 'text', name, id: name, label: { text }, value: typed[name], autocomplete: 'off' },
      ...more,
      ...error,
    };
  };
  const items = councils.map(({ id, shortName }) => ({ value: String(id), text: shortName }));
  const whose: FieldView = {
    ...{ control: 'select', name: 'authorityId', id: 'authorityId', label: { text: 'Whose duty list' }, items },
    value: typed.authorityId,
  };
  return {
    ...{ back: about.back, about: about.text, isRestricted: about.isRestricted, action, csrfToken, once },
    faults: faults.map(({ field, message }) => ({ text: message, href: field === '' ? '#main' : `#${field}` })),
    fields: [
      ...(councils.length > 1 ? [whose] : []),
      ask('reason', 'What has happened', {
        control: 'textarea',
        rows: 3,
        hint: { text: 'Whoever is rung reads this. Say no more of a customer than they need' },
      }),
      ask('place', 'Where it is (optional)', {}),
    ],
  };
}
