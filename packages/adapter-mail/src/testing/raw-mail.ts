import type { SentMail } from '@moothall/adapter-testkit';

/** A mail as it stands in a mailbox (RFC 5322, RFC 2045). */
export function rawMail({ messageId, from, to, subject, text, inReplyTo, isAutomatic, files }: SentMail): Buffer {
  const head = [
    ...[`From: ${from.name} <${from.address}>`, `To: ${to}`, `Subject: ${subject}`, `Message-ID: ${messageId}`],
    ...(inReplyTo === '' ? [] : [`In-Reply-To: ${inReplyTo}`]),
    ...(isAutomatic ? ['Auto-Submitted: auto-replied'] : []),
    ...['MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=part'],
  ];
  const parts = [
    ...['--part', 'Content-Type: text/plain; charset=utf-8', '', text],
    ...files.flatMap(({ name, bytes }) => [
      ...['--part', 'Content-Type: application/octet-stream', `Content-Disposition: attachment; filename=${name}`],
      ...['Content-Transfer-Encoding: base64', '', Buffer.from(bytes).toString('base64')],
    ]),
    '--part--',
  ];
  return Buffer.from([...head, '', ...parts, ''].join('\r\n'));
}
