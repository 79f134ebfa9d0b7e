import { businessCaseKind } from '../committee/business-case-kind.js';
import { chairExceptionKind, chairOrderKind } from '../committee/chair-kinds.js';
import { decisionKind } from '../committee/decision-kind.js';
import { meetingKind } from '../committee/meeting-kind.js';
import { memberKind } from '../committee/member-kind.js';
import { contractKind } from '../contracts/contract-kind.js';
import { riskKind } from '../risks/risk-kind.js';
import { savingKind } from '../savings/saving-kind.js';
import type { RecordKind } from './record-kind.js';

/** Every part by its name in addresses, in the order in which the hub shows them. A new one joins here. */
export const kinds = {
  members: memberKind,
  'chair-orders': chairOrderKind,
  'chair-exceptions': chairExceptionKind,
  meetings: meetingKind,
  decisions: decisionKind,
  'business-cases': businessCaseKind,
  contracts: contractKind,
  risks: riskKind,
  savings: savingKind,
} satisfies Readonly<Record<string, RecordKind>>;
export type PartName = keyof typeof kinds;
export const partNames = Object.keys(kinds) as readonly PartName[];

/** @throws for a part that there isn't: addresses are checked against `partNames` */
export function kindNamed(part: string): RecordKind {
  const kind = findKind(part);
  if (!kind) throw new Error(`there is no part ${part}`);
  return kind;
}

export function findKind(part: string): RecordKind | undefined {
  return (kinds as Readonly<Record<string, RecordKind>>)[part];
}
