import { presentOnly } from '@moothall/adapter-sdk';
import {
  choiceCell,
  instantCell,
  listCell,
  neededCell,
  optionalDateCell,
  optionalEmailCell,
  optionalInstantCell,
} from '../../kernel/import/cells.js';
import { RowFault } from '../../kernel/import/row-reader.js';
import { optionalUprnCell } from '../../kernel/import/uprn-cells.js';
import { safeAttachmentPath } from './attachment-folder.js';
import type { LegacyCustomer, LegacyHistoryEntry } from './legacy-case.js';
import type { LegacyCasesOptions, MappedStatus, UnmeasuredCase } from './legacy-cases.js';

/** A case as texts, whichever layout it came in; empty where the file says nothing. */
export interface CaseTexts {
  readonly reference: string;
  readonly service: string;
  readonly status: string;
  readonly opened: string;
  readonly closed: string;
  readonly due: string;
  readonly summary: string;
  readonly team: string;
  readonly channel: string;
  readonly uprn: string;
  readonly location: string;
  readonly customerKey: string;
  readonly customerName: string;
  readonly customerEmail: string;
  readonly customerPhone: string;
}

export interface HistoryTexts {
  readonly at: string;
  readonly text: string;
  readonly by: string;
  readonly audience: string;
}

/** Checks a case and translates its service and status. Throws `RowFault`. */
export function toCase(
  texts: CaseTexts,
  history: readonly HistoryTexts[],
  attachments: readonly string[],
  options: LegacyCasesOptions,
): UnmeasuredCase {
  const status = mapped(options.statuses, texts.status, 'status');
  const openedAt = instantCell(neededCell(texts.opened, 'opened'), 'opened');
  const closedAt = closedOf(texts, status, openedAt);
  return presentOnly({
    oldReference: neededCell(texts.reference, 'reference'),
    service: mapped(options.services, texts.service, 'service'),
    status: status.to,
    ended: status.ended,
    openedAt,
    closedAt,
    dueOn: optionalDateCell(texts.due, 'due'),
    summary: texts.summary,
    team: texts.team,
    channel: texts.channel,
    uprn: optionalUprnCell(texts.uprn),
    location: texts.location,
    customer: customerOf(texts),
    history: history.map(toEntry).sort((a, b) => a.at - b.at),
    attachmentPaths: attachments.map(safeAttachmentPath),
  });
}

/** Paths in one cell, parted by semicolons or bars. */
export function attachmentList(cell: string): string[] {
  return listCell(cell);
}

function closedOf(texts: CaseTexts, status: MappedStatus, openedAt: number): number | undefined {
  const closedAt = optionalInstantCell(texts.closed, 'closed');
  if (status.ended && closedAt === undefined)
    throw new RowFault('Say when the case was closed: its status ends it.', 'closed');
  if (!status.ended && closedAt !== undefined) {
    throw new RowFault('Remove the closing time, or map the status to one that ends the case.', 'closed');
  }
  if (closedAt !== undefined && closedAt < openedAt)
    throw new RowFault('Check the times: the case was closed before it was opened.', 'closed');
  return closedAt;
}

function customerOf(texts: CaseTexts): LegacyCustomer | undefined {
  const customer = presentOnly({
    sourceKey: texts.customerKey,
    name: texts.customerName,
    email: optionalEmailCell(texts.customerEmail, 'customer email'),
    phone: texts.customerPhone,
  });
  return Object.keys(customer).length === 0 ? undefined : customer;
}

function toEntry(texts: HistoryTexts): LegacyHistoryEntry {
  const entry = {
    at: instantCell(neededCell(texts.at, 'history at'), 'history at'),
    text: neededCell(texts.text, 'history text'),
    audience: texts.audience === '' ? 'staff' : choiceCell(texts.audience, 'history audience', ['staff', 'customer']),
  } as const;
  return texts.by === '' ? entry : { ...entry, by: texts.by };
}

function mapped<T>(mapping: Readonly<Record<string, T>>, text: string, field: string): T {
  const wanted = neededCell(text, field).toLowerCase();
  const key = Object.keys(mapping).find((name) => name.toLowerCase() === wanted);
  const target = key === undefined ? undefined : mapping[key];
  if (target === undefined)
    throw new RowFault(
      `Add this row’s ${field} to the mapping of ${field === 'status' ? 'statuses' : 'services'}.`,
      field,
    );
  return target;
}
