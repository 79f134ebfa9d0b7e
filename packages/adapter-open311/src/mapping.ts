import {
  AdapterError,
  answerLines,
  caseValues,
  mappedService,
  theirStatus,
  type CaseChange,
  type OutgoingCase,
  type TheirStatus,
} from '@moothall/adapter-sdk';
import type { RequestRow, UpdateRow } from './client.js';
import type { Settings } from './settings.js';

/** What GeoReport lets a description hold. */
const longestDescription = 4000;

/** What marks a text as Moothall's own: by it a request is found again, and an update known as an echo. */
export const markOf = (reference: string): string => `[${reference}]`;
const endsInMark = /\[[A-Z0-9]{2,}(?:-[A-Z0-9]+)+\]$/;

/** A case as the fields of `POST requests`. @throws AdapterError `refused` for a service or place that can't be sent */
export function requestFields(settings: Settings, one: OutgoingCase): [name: string, value: string][] {
  const { code, attributes } = mappedService(settings.services, one.service);
  return [
    ['service_code', code],
    ...placeFields(one),
    ['description', descriptionOf(one)],
    ...customerFields(settings, one),
    ...Object.entries(attributes).flatMap(([name, attribute]) =>
      caseValues(attribute, one).map((value, _index, all): [string, string] => [
        all.length > 1 ? `attribute[${name}][]` : `attribute[${name}]`,
        value,
      ]),
    ),
  ];
}

function placeFields({ place: { lat, long, text } }: OutgoingCase): [string, string][] {
  const point: [string, string][] =
    lat === null || long === null
      ? []
      : [
          ['lat', String(lat)],
          ['long', String(long)],
        ];
  const address: [string, string][] = text === null ? [] : [['address_string', text]];
  if (point.length + address.length > 0) return [...point, ...address];
  throw new AdapterError('refused', 'The case has no place, and Open311 asks for one. Give it one and send it again.');
}

function descriptionOf(one: OutgoingCase): string {
  const mark = markOf(one.reference);
  const words = [one.title, ...answerLines(one)].join('\n').slice(0, longestDescription - mark.length - 2);
  return `${words}\n\n${mark}`;
}

function customerFields({ sends }: Settings, { customer }: OutgoingCase): [string, string][] {
  const { name, email, telephone } = customer;
  const [first = '', ...last] = (name ?? '').trim().split(/\s+/);
  const all: Readonly<Record<(typeof sends)[number], [string, string | null][]>> = {
    name:
      name === null
        ? []
        : [
            ['first_name', first],
            ['last_name', last.join(' ') || '-'],
          ],
    email: [['email', email]],
    telephone: [['phone', telephone]],
  };
  return sends.flatMap((field) => all[field]).filter((entry): entry is [string, string] => !!entry[1]);
}

/** What a request says of itself: the state that it is in. Each state is one change. */
export function changeOfRequest(settings: Settings, row: RequestRow): CaseChange {
  const updated = row.updated_datetime === undefined ? Number.NaN : Date.parse(row.updated_datetime);
  const at = Number.isNaN(updated) ? row.requested_datetime : updated;
  return {
    id: `request:${row.service_request_id}:${row.status}:${at}`,
    ...{ theirReference: row.service_request_id, at },
    status: statusOf(settings, row.status, undefined),
    comment: row.status_notes === undefined ? null : { text: row.status_notes, for: settings.comments },
  };
}

/** What an update says; undefined: it is an echo of what Moothall wrote. */
export function changeOfUpdate(
  settings: Settings,
  row: UpdateRow,
  read: (address: string) => Promise<Uint8Array>,
): CaseChange | undefined {
  const { description, status, external_status_code: code, media_url: photos } = row;
  if (description !== undefined && endsInMark.test(description)) return undefined;
  return {
    id: `update:${row.update_id}`,
    ...{ theirReference: row.service_request_id, at: row.updated_datetime },
    status: status === undefined || status.toLowerCase() === 'unchanged' ? null : statusOf(settings, status, code),
    comment: description === undefined ? null : { text: description, for: settings.comments },
    files: photos.map((photo) => ({ place: photo, name: nameOf(photo), read: () => read(photo) })),
  };
}

/** What a file is called by its address; its ending is put right by what it is. */
function nameOf(address: string): string {
  const last = new URL(address).pathname.split('/').at(-1) ?? '';
  return last === '' ? 'photo' : last.slice(0, 100);
}

function statusOf({ statuses }: Settings, status: string, code: string | undefined): TheirStatus {
  const spoken = status.toLowerCase().replaceAll('_', ' ');
  const names = [...(code === undefined ? [] : [code]), status.toLowerCase()];
  return theirStatus(statuses, names, code === undefined ? spoken : `${spoken} (${code})`);
}
