import type { FieldFault } from '../../kernel/errors.js';
import type { AuthorityId } from '../../kernel/scope.js';
import type { FieldView, SelectField } from '../../web/form-components.js';
import { windowBoxes, type TypedWindow } from './window-fields.js';
import { errorAt, faultLinks, type FaultLink } from '../../web/form-faults.js';

/** What a customer is promised a call about. */
export interface Promised {
  readonly about: { readonly caseId: string } | { readonly interactionId: string };
  readonly authorityId: AuthorityId;
  /** The case, or the customer's words. Empty: nothing was said yet. */
  readonly text: string;
  readonly teamId: string | null;
  readonly name: string;
  readonly telephone: string;
  readonly backHref: string;
  /** What the page before is called. */
  readonly back: string;
}

/** The form as it was typed. */
export interface PromiseForm extends TypedWindow {
  readonly by: string;
  readonly name: string;
  readonly telephone: string;
  readonly note: string;
}

export interface PromisePage {
  readonly back: { readonly text: string; readonly href: string };
  readonly about: string;
  readonly action: string;
  readonly csrfToken: string;
  readonly once: string;
  readonly faults: readonly FaultLink[];
  readonly note: FieldView;
  readonly window: readonly FieldView[];
  readonly by: FieldView;
  readonly whom: readonly FieldView[];
}

interface PromiseRendering {
  readonly form: PromiseForm;
  readonly faults: readonly FieldFault[];
  readonly callers: NonNullable<SelectField['items']>;
  readonly backHref: string;
  readonly action: string;
  readonly csrfToken: string;
  readonly once: string;
}

export function promisePage(promised: Promised, rendering: PromiseRendering): PromisePage {
  const { form, faults, callers, backHref, action, csrfToken, once } = rendering;
  const question = (name: 'by' | 'name' | 'telephone' | 'note', text: string) => {
    return { name, id: name, label: { text }, value: form[name], errorMessage: errorAt(faults, name) };
  };
  const about = { ...question('note', 'What the call is about'), attributes: { autofocus: faults.length === 0 } };
  return {
    back: { text: promised.back, href: backHref },
    about: promised.text,
    ...{ action, csrfToken, once },
    faults: faultLinks(faults),
    note: { control: 'text', ...about, autocomplete: 'off' },
    window: windowBoxes(form, faults),
    by: { control: 'select', ...question('by', 'Who calls'), items: callers },
    whom: [
      { control: 'text', ...question('name', 'Whom to ask for (optional)'), autocomplete: 'off' },
      { control: 'text', ...question('telephone', 'Number to ring'), type: 'tel', autocomplete: 'off' },
    ],
  };
}
