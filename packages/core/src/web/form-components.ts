import type { Attributes, Content, Styled } from './components.js';
import type { Html } from './html.js';

/* Questions and their controls, in govuk-frontend's markup: see components.ts. */

export interface LabelView extends Content, Styled {
  readonly for?: string | undefined;
  readonly isPageHeading?: boolean | undefined;
}

export interface HintView extends Content, Styled {
  readonly id?: string | undefined;
}

export interface ErrorMessageView extends Content, Styled {
  readonly id?: string | undefined;
  /** Heard before the message: "Error", "Gwall". An empty string leaves it out. */
  readonly visuallyHiddenText?: string | null | undefined;
}

export interface Legend extends Content {
  readonly classes?: string;
  readonly isPageHeading?: boolean;
}

export interface FieldsetView extends Styled {
  readonly describedBy?: string | undefined;
  readonly role?: string | undefined;
  readonly legend?: Legend | undefined;
  readonly bodyHtml?: Html | undefined;
}

export interface FormGroup extends Styled {
  readonly beforeInput?: Content;
  readonly afterInput?: Content;
  readonly beforeInputs?: Content;
  readonly afterInputs?: Content;
}

/** What one question with one control has, whatever the control. */
interface Question extends Styled {
  readonly name?: string;
  /** Without it, the name. */
  readonly id?: string;
  readonly label: Content & Styled & { readonly isPageHeading?: boolean };
  readonly hint?: (Content & Styled) | undefined;
  readonly errorMessage?: (Content & Styled & { readonly visuallyHiddenText?: string | null }) | undefined;
  readonly formGroup?: FormGroup;
  readonly describedBy?: string | undefined;
  readonly disabled?: boolean;
}

export interface TextField extends Question {
  readonly control: 'text';
  readonly type?: string;
  readonly value?: string | number | undefined;
  readonly spellcheck?: boolean;
  readonly autocomplete?: string;
  readonly autocapitalize?: string;
  readonly inputmode?: string;
  readonly pattern?: string;
  readonly prefix?: Content & Styled;
  readonly suffix?: Content & Styled;
  readonly inputWrapper?: Styled;
}

export interface TextAreaField extends Question {
  readonly control: 'textarea';
  readonly value?: string | undefined;
  readonly rows?: number | string;
  readonly spellcheck?: boolean;
  readonly autocomplete?: string;
}

export interface SelectOption {
  readonly text?: string | number;
  readonly value?: string | number;
  readonly selected?: boolean;
  readonly disabled?: boolean;
  readonly attributes?: Attributes;
}

export interface SelectField extends Question {
  readonly control: 'select';
  readonly items?: readonly (SelectOption | null | undefined | false)[];
  readonly value?: string | number | undefined;
}

export interface FileField extends Question {
  readonly control: 'file';
  readonly multiple?: boolean;
  /** Largest size of one file; the browser checks before sending, the server always. */
  readonly maxBytes?: number;
}

/** One question with one control. */
export type FieldView = TextField | TextAreaField | SelectField | FileField;

/** The control alone, with what its question knows about it. */
export type ControlView<Field extends FieldView = FieldView> = Field & {
  readonly id: string;
  readonly describedBy: string;
};
export type TextControlView = ControlView<TextField>;
export type TextAreaControlView = ControlView<TextAreaField>;
export type SelectControlView = ControlView<SelectField>;
export type FileControlView = ControlView<FileField>;

export interface AffixView extends Content, Styled {
  readonly side: 'prefix' | 'suffix';
}

export interface Choice extends Content {
  readonly value?: string | number;
  readonly id?: string;
  /** Checkboxes only. */
  readonly name?: string;
  readonly checked?: boolean | null;
  readonly disabled?: boolean;
  readonly hint?: Content & Styled;
  readonly label?: Styled;
  /** A word between choices: "or". */
  readonly divider?: string;
  /** `exclusive` unchecks the others: "None of these". */
  readonly behaviour?: string;
  /** Follow-up questions. The server shows them all; a script hides those that don't apply. */
  readonly conditional?: Content;
  readonly attributes?: Attributes;
}

interface ChoiceQuestion extends Styled {
  readonly name: string;
  readonly idPrefix?: string;
  readonly items: readonly (Choice | null | undefined | false)[];
  readonly fieldset?: FieldsetView | undefined;
  readonly hint?: (Content & Styled) | undefined;
  readonly errorMessage?: (Content & Styled & { readonly visuallyHiddenText?: string | null }) | undefined;
  readonly formGroup?: FormGroup;
}

export interface RadiosView extends ChoiceQuestion {
  readonly value?: string | number | null | undefined;
}

export interface CheckboxesView extends ChoiceQuestion {
  readonly values?: readonly (string | number)[];
  readonly describedBy?: string;
}

export type RadiosControlsView = RadiosView & { readonly idPrefix: string };
export type CheckboxesControlsView = CheckboxesView & { readonly idPrefix: string };

/** One radio or checkbox. */
export interface ChoiceView {
  readonly kind: 'radios' | 'checkboxes';
  readonly choice: Choice;
  readonly id: string;
  readonly name: string;
  readonly checked: boolean;
  readonly describedBy: string;
}

export interface DatePart {
  readonly name?: string;
  readonly label?: string;
  readonly value?: string | number;
  readonly id?: string;
  readonly classes?: string;
  readonly error?: boolean;
  readonly inputmode?: string;
  readonly autocomplete?: string;
  readonly pattern?: string;
  readonly attributes?: Attributes;
}

export interface DateInputView extends Styled {
  readonly id: string;
  readonly namePrefix?: string;
  readonly items?: readonly (DatePart | null | undefined | false)[];
  /** `false` leaves the part out. */
  readonly day?: DatePart | false;
  readonly month?: DatePart | false;
  readonly year?: DatePart | false;
  readonly values?: Readonly<Record<string, string | number | undefined>>;
  readonly fieldset?: FieldsetView;
  readonly hint?: (Content & Styled) | undefined;
  readonly errorMessage?: (Content & Styled & { readonly visuallyHiddenText?: string | null }) | undefined;
  readonly formGroup?: FormGroup;
}

/** Hint, error and fieldset around several controls. */
export interface QuestionGroupView {
  readonly idPrefix: string;
  readonly describedBy?: string | undefined;
  readonly fieldset?: FieldsetView | undefined;
  readonly role?: string;
  readonly hint?: (Content & Styled) | undefined;
  readonly errorMessage?: (Content & Styled & { readonly visuallyHiddenText?: string | null }) | undefined;
  readonly formGroup?: FormGroup | undefined;
  readonly bodyHtml: Html;
}

export interface ErrorSummaryView extends Styled {
  /** Without a title of its own: “There is a problem”. */
  readonly titleText?: string;
  readonly titleHtml?: Html;
  readonly descriptionText?: string;
  readonly descriptionHtml?: Html;
  readonly errorList?: readonly (Content & { readonly href?: string; readonly attributes?: Attributes })[];
  readonly disableAutoFocus?: boolean;
}

/** A point on a map. The inputs are always there; the map is added where there are tiles and a script. */
export interface MapPointView {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly latitude?: string;
  readonly longitude?: string;
  readonly description?: string;
  readonly errorMessage?: string;
  /** What is wrong is said by the question around it. */
  readonly isWrong?: boolean;
  readonly map?: MapSettings;
}

export interface MapSettings {
  /** Tile address with {z}/{x}/{y}; its host must be in the content security policy's img-src. */
  readonly tileUrl: string;
  readonly attribution: string;
  readonly scriptHref: string;
  readonly styleHref: string;
  /** Where the map opens when there is no point yet. */
  readonly latitude: number;
  readonly longitude: number;
  readonly zoom: number;
}
