import type { FieldFault } from '../../kernel/errors.js';
import type { FieldView, RadiosView } from '../../web/form-components.js';
import { isRestrictionReason, restrictionWords } from './restricted-access.js';
import { restrictionReasons, type DescribedCase, type Restriction, type RestrictionReason } from '../types.js';
import { errorAt, faultLinks, type FaultLink } from '../../web/form-faults.js';

/** Keeping a case from everybody but its team, or ending that. */
export interface RestrictPage {
  readonly reference: string;
  readonly title: string;
  readonly caseHref: string;
  readonly csrfToken: string;
  readonly version: number;
  readonly teamName: string;
  readonly faults: readonly FaultLink[];
  /** Undefined: it is restricted already. */
  readonly reasons: RadiosView | undefined;
  /** Undefined: it isn't restricted, or every case of its service is. */
  readonly lift: FieldView | undefined;
  /** Why it is restricted now. */
  readonly because: string | undefined;
}

interface Returned {
  readonly csrfToken: string;
  readonly faults: readonly FieldFault[];
  readonly why: string;
}

export function restrictPage(found: DescribedCase, { csrfToken, faults, why }: Returned): RestrictPage {
  const { reference, title, version, restriction, teamName } = found;
  return {
    reference,
    title,
    caseHref: `/desk/cases/${reference}`,
    csrfToken,
    version,
    teamName: teamName ?? 'a team of another council',
    faults: faultLinks(faults),
    reasons: restriction === null ? { ...reasonField, errorMessage: errorAt(faults, 'reason') } : undefined,
    lift: isByHand(restriction) ? liftField(why, errorAt(faults, 'why')) : undefined,
    because: becauseOf(found),
  };
}

const reasonField: RadiosView = {
  name: 'reason',
  idPrefix: 'reason',
  fieldset: { legend: { text: 'Why must it be restricted?' } },
  classes: 'govuk-radios--small',
  items: restrictionReasons.map((value) => ({ value, text: restrictionWords[value] })),
};

function liftField(value: string, error: { readonly text: string } | undefined): FieldView {
  return {
    control: 'textarea',
    name: 'why',
    id: 'why',
    label: { text: 'Why need it not be restricted any more?' },
    rows: 2,
    value,
    errorMessage: error,
  };
}

function isByHand(restriction: Restriction | null): restriction is RestrictionReason {
  return restriction !== null && isRestrictionReason(restriction);
}

function becauseOf({ restriction, serviceName }: DescribedCase): string | undefined {
  if (restriction === null) return undefined;
  if (restriction === 'service') return `Every case of “${serviceName}” is restricted, so this one stays so.`;
  if (restriction === 'customer') return 'The customer’s record is restricted, and so is this for as long.';
  return `It is restricted: ${restrictionWords[restriction].toLowerCase()}.`;
}
