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

/** The form of a change: what is promised, and why it is changed. */
export interface ChangeForm extends PromiseForm {
  readonly reason: string;
}

export interface PromisePage {
  readonly heading: string;
  readonly button: string;
  /** Of a change alone. */
  readonly change: { readonly version: number; readonly reason: FieldView } | undefined;
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

export function promisePage(promised: Pick<Promised, 'text' | 'back'>, rendering: PromiseRendering): PromisePage {
  const { form, faults, callers, backHref, action, csrfToken, once } = rendering;
  const question = (name: 'by' | 'name' | 'telephone' | 'note', text: string) => {
    return { name, id: name, label: { text }, value: form[name], errorMessage: errorAt(faults, name) };
  };
  const about = { ...question('note', 'What the call is about'), attributes: { autofocus: faults.length === 0 } };
  return {
    ...{ heading: 'Promise a call-back', button: 'Promise it', change: undefined },
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

interface ChangeRendering extends PromiseRendering {
  readonly form: ChangeForm;
  readonly version: number;
}

/** The same form for a change of what was promised. */
export function changePage(text: string, rendering: ChangeRendering): PromisePage {
  const { form, faults, version } = rendering;
  const reason: FieldView = {
    ...{ control: 'text', name: 'reason', id: 'reason', label: { text: 'Why it is changed' }, value: form.reason },
    hint: { text: 'Whoever calls reads it' },
    autocomplete: 'off',
    errorMessage: errorAt(faults, 'reason'),
  };
  return {
    ...promisePage({ text, back: 'The call-back' }, rendering),
    ...{ heading: 'Change the call-back', button: 'Change it', change: { version, reason } },
  };
}
