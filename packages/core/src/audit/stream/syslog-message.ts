import { jsonLine, tampering, type StreamEvent } from './stream-event.js';

/** Facility 13, "log audit" (RFC 5424, section 6.2.1). */
const facility = 13;
const informational = 6;
const critical = 2;
const longestId = 32;

/**
 * A message by RFC 5424: `<110>1 TIME HOST moothall - ACTION - {…}`. The event itself is its text, as JSON in ASCII, so
 * that it needs no byte order mark (section 6.4).
 */
export function syslogMessage(event: StreamEvent, host: string): string {
  const priority = facility * 8 + (tampering.includes(event.action) ? critical : informational);
  const header = [`<${priority}>1`, event.at ?? '-', printable(host, 255), 'moothall', '-'];
  return [...header, printable(event.action, longestId), '-', jsonLine(event)].join(' ');
}

/** With its length before it (RFC 6587, section 3.4.1; RFC 5425, section 4.3). */
export function syslogFrame(message: string): string {
  return `${Buffer.byteLength(message)} ${message}`;
}

/** A datagram carries no more; such an event goes without its details, by which its row is still found. */
const longestDatagram = 60_000;

/** As one datagram (RFC 5426). */
export function syslogDatagram(event: StreamEvent, host: string): string {
  const message = syslogMessage(event, host);
  if (message.length <= longestDatagram) return message;
  return syslogMessage({ ...event, details: 'left out: too long for a datagram' }, host);
}

const printable = (text: string, longest: number): string => text.replace(/[^!-~]/g, '').slice(0, longest) || '-';
