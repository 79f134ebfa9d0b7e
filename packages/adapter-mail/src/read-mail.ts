import type { IncomingMail } from '@moothall/adapter-sdk';
import { simpleParser, type AddressObject, type ParsedMail } from 'mailparser';
import { returnedIn } from './returned-mail.js';

/** A mail as the server gives it. */
export interface RawMail {
  readonly id: string;
  readonly receivedAt: number;
  readonly source: Buffer;
  readonly isCut: boolean;
}

const longestText = 100_000;
const maxHtmlLengthToParse = 2_000_000;

/** Reads a mail: its words as text, who wrote it, what it answers, and whether a machine did. */
export async function readMail({ id, receivedAt, source, isCut }: RawMail): Promise<IncomingMail> {
  // What is HTML alone becomes text; no markup of a mail goes any further, and nothing is fetched for it.
  const mail = await simpleParser(source, { skipTextToHtml: true, skipImageLinks: true, maxHtmlLengthToParse });
  const [sender] = mail.from?.value ?? [];
  const returned = returnedIn(mail);
  return {
    ...{ id, receivedAt, isCut, returned },
    from: sender?.address ? { name: sender.name, address: sender.address } : null,
    subject: mail.subject ?? '',
    text: (mail.text ?? '').slice(0, longestText),
    messageId: mail.messageId ?? '',
    answers: [...recipientsOf(mail), mail.inReplyTo ?? '', ...[mail.references ?? []].flat()].filter(
      (one) => one !== '',
    ),
    isAutomatic: returned !== null || isAutomatic(mail),
    files:
      returned === null
        ? mail.attachments.map(({ filename, content }, index) => ({
            name: filename ?? `file-${index + 1}`,
            bytes: content,
          }))
        : [],
  };
}

/** Mail servers keep whom it was to before it was passed on in headers of their own. */
function recipientsOf({ to, cc, headers }: ParsedMail): string[] {
  const named = [to, cc].flat().flatMap((one: AddressObject | undefined) => one?.value ?? []);
  const delivered = ['delivered-to', 'x-original-to', 'envelope-to'].map((name) => asText(headers.get(name)));
  return [...named.map(({ address = '' }) => address), ...delivered];
}

/** A machine says so itself (RFC 3834), or is known by what only machines write. */
function isAutomatic({ headers, headerLines, from }: ParsedMail): boolean {
  const says = (name: string): string => asText(headers.get(name)).toLowerCase().trim();
  const submitted = says('auto-submitted');
  return (
    (submitted !== '' && submitted !== 'no') ||
    /^(bulk|junk|list|auto_reply)$/.test(says('precedence')) ||
    ['x-autoreply', 'x-autorespond', 'x-auto-response-suppress', 'list'].some((name) => headers.has(name)) ||
    headerLines.some(({ key, line }) => key === 'return-path' && /<>\s*$/.test(line)) ||
    /^(mailer-daemon|postmaster|no-?reply|do-?not-?reply)@/i.test(from?.value[0]?.address ?? '')
  );
}

function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(asText).join(' ');
  const { text } = (value ?? {}) as { text?: unknown };
  return typeof text === 'string' ? text : '';
}
