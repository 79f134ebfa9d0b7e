import type { OutgoingNotification } from '@moothall/adapter-sdk';
import type { SendMailOptions } from 'nodemailer';
import type { Settings } from './settings.js';

/**
 * A message as mail. Its Message-ID is the same however often it is sent, so that mailboxes that hold each but once show
 * it once; answers bring it back (RFC 5322, section 3.6.4). All about one case answers one Message-ID that no mail has,
 * by which mail programs show it together.
 */
export function composeMail(
  { from, replyTo, tokenIn, bouncesTo }: Settings,
  { id, language, recipientName, address, subject, body, isAutomatic = true, thread }: OutgoingNotification,
  now: number,
): SendMailOptions & { readonly messageId: string } {
  const domain = from.address.slice(from.address.lastIndexOf('@') + 1);
  const token = thread?.replyToken;
  const root = thread === undefined ? undefined : `<thread.${thread.id}@${domain}>`;
  return {
    messageId: `<${token ?? id}@${domain}>`,
    from,
    to: { name: recipientName, address },
    envelope: { from: bouncesTo ?? from.address, to: [address] },
    ...(replyTo === undefined ? {} : { replyTo: tokenIn === 'address' ? withToken(replyTo, token) : replyTo }),
    ...(root === undefined ? {} : { inReplyTo: root, references: root }),
    subject: tokenIn === 'subject' && token !== undefined ? `${subject} [${token}]` : subject,
    text: body,
    date: new Date(now),
    headers: {
      'Content-Language': language,
      // RFC 3834, section 5; Exchange asks for a header of its own.
      ...(isAutomatic ? { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' } : {}),
    },
  };
}

/** `replies+token@westmoor.example` (RFC 5233) */
function withToken(address: string, token: string | undefined): string {
  return token === undefined ? address : address.replace(/(?=@[^@]*$)/, `+${token}`);
}
