import { createHmac } from 'node:crypto';
import { startFarEnd, type FarEnd, type FarEndAnswer, type ReceivedRequest } from '@moothall/adapter-testkit';
import { notifySchemas } from './notify-schemas.js';

const service = '26785a09-ab16-4eb0-8407-a37497a57506';
const secret = '3d844edf-8d35-48ac-975b-e847b4f122b0';
export const apiKey = `moothall-${service}-${secret}`;

export const templateIds = {
  email: '9d751e0e-f929-4891-82a1-a3e1c3c18ee3',
  emailInWelsh: '9d751e0e-f929-4891-82a1-a3e1c3c18ee4',
  text: 'f33517ff-2a88-4f6e-b855-c550268ce08a',
  letter: '64415853-cb86-4cc4-b597-2aaa94ef8c39',
} as const;

export interface Sent {
  readonly id: string;
  readonly reference: string;
  readonly type: 'email' | 'sms' | 'letter';
  readonly body: Readonly<Record<string, unknown>>;
  status: string;
}

export interface NotifyServer {
  readonly start: () => Promise<FarEnd>;
  /** Everything that it took. */
  readonly sent: readonly Sent[];
  /** What was wrong with requests and answers, by Notify's own schemas. */
  readonly faults: readonly string[];
  /** Answers what is sent next with this error. */
  refuse(status: number, error: string, message: string): void;
  /** What its templates ask for, instead of what they usually do. */
  ask(type: Sent['type'], fields: readonly string[]): void;
}

/** Notify as its OpenAPI has it: keys, templates, messages under references, and what became of them. */
export function aNotifyServer(): NotifyServer {
  const schemas = notifySchemas();
  const sent: Sent[] = [];
  const faults: string[] = [];
  const asked = new Map<Sent['type'], readonly string[]>([
    ['email', ['subject', 'body']],
    ['sms', ['body']],
    ['letter', ['subject', 'body']],
  ]);
  let refusal: FarEndAnswer | undefined;
  const note = (fault: string | undefined): void => void (fault === undefined || faults.push(fault));

  const answer = ({ method, path, headers, body }: ReceivedRequest): FarEndAnswer => {
    const url = new URL(path, 'https://api.notifications.service.gov.uk');
    const given = body === '' ? undefined : (JSON.parse(body) as Record<string, unknown>);
    note(schemas?.request(method, url, given));
    if (!isSigned(headers['authorization'] ?? '')) return refused(403, 'AuthError', 'Invalid token: API key not found');
    if (method === 'POST' && refusal) {
      const said = refusal;
      refusal = undefined;
      return said;
    }
    const said = answerTo(method, url, given);
    if (said.status === undefined || said.status < 300) note(schemas?.answer(method, url, said.body));
    return said;
  };

  const answerTo = (method: string, url: URL, given: Record<string, unknown> | undefined): FarEndAnswer => {
    const [, , place, last] = url.pathname.split('/');
    if (place === 'templates') return { body: { templates: templates(asked) } };
    if (method === 'POST') return take(last as Sent['type'], given ?? {});
    if (last !== undefined) {
      const one = sent.find(({ id }) => id === last);
      return one ? { body: shown(one) } : refused(404, 'NoResultFound', 'No result found');
    }
    const reference = url.searchParams.get('reference');
    const found = sent.filter((one) => reference === null || one.reference === reference);
    return { body: { notifications: found.map(shown), links: { current: url.href } } };
  };

  const take = (type: Sent['type'], body: Record<string, unknown>): FarEndAnswer => {
    const id = `740e5834-3a29-46b4-9a6f-${String(sent.length + 1).padStart(12, '0')}`;
    sent.push({
      id,
      type,
      body,
      reference: String(body['reference']),
      status: type === 'letter' ? 'accepted' : 'created',
    });
    return { status: 201, body: taken(id, type, body) };
  };

  return {
    start: () => startFarEnd(answer),
    sent,
    faults,
    refuse: (status, error, message) => void (refusal = refused(status, error, message)),
    ask: (type, fields) => void asked.set(type, fields),
  };
}

function refused(status: number, error: string, message: string): FarEndAnswer {
  return { status, body: { status_code: status, errors: [{ error, message }] } };
}

/** A token of half a minute's age at most, signed with the key's secret. */
function isSigned(authorization: string): boolean {
  const [head = '', claims = '', signature] = authorization.replace(/^Bearer /, '').split('.');
  const due = createHmac('sha256', secret).update(`${head}.${claims}`).digest('base64url');
  const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString() || '{}') as { iss?: string };
  return signature === due && read(claims).iss === service;
}

const types = { email: 'email', emailInWelsh: 'email', text: 'sms', letter: 'letter' } as const;

function templates(asked: ReadonlyMap<Sent['type'], readonly string[]>): unknown[] {
  return Object.entries(templateIds).map(([name, id]) => {
    const type = types[name as keyof typeof types];
    const personalisation = Object.fromEntries((asked.get(type) ?? []).map((field) => [field, { required: true }]));
    return {
      ...{ id, name, type, version: 1, created_by: 'officer@westmoor.example', personalisation },
      ...{ created_at: '2026-11-02T10:30:31.142535Z', updated_at: null, body: '((body))' },
      ...{ subject: type === 'sms' ? null : '((subject))', letter_contact_block: null, postage: null },
    };
  });
}

function taken(id: string, type: Sent['type'], given: Record<string, unknown>): unknown {
  const { body = '', subject = '' } = (given['personalisation'] ?? {}) as Record<string, string>;
  const content = {
    email: { body, subject, from_email: 'westmoor@notifications.service.gov.uk', one_click_unsubscribe_url: null },
    sms: { body, from_number: 'WESTMOOR' },
    letter: { body, subject },
  }[type];
  return {
    ...{ id, reference: given['reference'], content, scheduled_for: null },
    uri: `https://api.notifications.service.gov.uk/v2/notifications/${id}`,
    template: { id: given['template_id'], version: 1, uri: 'https://api.notifications.service.gov.uk/v2/template/1' },
    ...(type === 'email' ? { sanitised_content: {} } : {}),
  };
}

function shown({ id, reference, type, body, status }: Sent): unknown {
  const { email_address = null, phone_number = null, personalisation } = body;
  const lines = (personalisation ?? {}) as Record<string, string>;
  const line = (number: number): [string, string | null] => [`line_${number}`, lines[`address_line_${number}`] ?? null];
  return {
    ...{ id, reference, type, status, email_address, phone_number, postcode: null, postage: null },
    ...Object.fromEntries([1, 2, 3, 4, 5, 6].map(line)),
    template: { id: body['template_id'], version: 1, uri: 'https://api.notifications.service.gov.uk/v2/template/1' },
    ...{ body: lines['body'] ?? '', subject: lines['subject'] ?? null, created_at: '2026-11-16T10:00:00.000000Z' },
    ...{ created_by_name: null, sent_at: null, completed_at: null, scheduled_for: null },
  };
}
