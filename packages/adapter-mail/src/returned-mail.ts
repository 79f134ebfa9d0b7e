import type { IncomingMail } from '@moothall/adapter-sdk';
import type { ParsedMail } from 'mailparser';

/**
 * What a mail server says of a message that it returns: a delivery status (RFC 3464) whose action is `failed`. One that is
 * only delayed is none yet, and an ordinary mail never is. Null: nothing was returned.
 */
export function returnedIn({ headers, attachments, text = '' }: ParsedMail): IncomingMail['returned'] {
  const type = headers.get('content-type') as { value?: string; params?: Record<string, string> } | undefined;
  if (type?.value !== 'multipart/report' || type.params?.['report-type'] !== 'delivery-status') return null;
  const parts = attachments.map(({ content }) => content.toString('utf8'));
  const status = [...parts, text].find((part) => /^action:/im.test(part)) ?? '';
  if (!/^action:\s*failed\b/im.test(status)) return null;
  const code = /^status:\s*(\d\.\d{1,3}\.\d{1,3})/im.exec(status)?.[1] ?? '';
  return { outcome: outcomeOf(code), text: [...parts, text].join('\n').slice(0, 200_000) };
}

/** By the enhanced status (RFC 3463): the address, or the way to it. */
function outcomeOf(code: string): NonNullable<IncomingMail['returned']>['outcome'] {
  if (/^5\.1\.|^5\.2\.1$/.test(code)) return 'wrong-address';
  return /^[45]\.[24]\./.test(code) ? 'not-reached' : 'not-sent';
}
