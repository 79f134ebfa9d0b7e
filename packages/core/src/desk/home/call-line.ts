import type { LiveCall } from '../../interactions/index.js';
import { formatTime } from '../../kernel/format-time.js';
import { formatTelephone, readTelephone } from '../../kernel/telephone.js';

/** A call, and where a contact is made of it. */
export interface CallLine {
  readonly text: string;
  readonly href: string;
  readonly about: string;
}

/** The address is that which a telephone system opens itself: see docs/administer/telephone.md. */
export function callLine({ callId, caller, called, agent, ringingAt, answeredAt, lineName }: LiveCall): CallLine {
  const given = {
    caller,
    called,
    call_id: callId,
    agent,
    ringing_since: ringingAt === null ? null : String(ringingAt),
  };
  const known = Object.entries(given).flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]));
  const since = answeredAt ?? ringingAt;
  const state = answeredAt === null ? 'rings since' : 'answered';
  return {
    text: callerWords(caller),
    href: `/desk/interactions/new?${new URLSearchParams(Object.fromEntries(known)).toString()}`,
    about: [since === null ? '' : `${state} ${formatTime(since)}`, lineName ?? '', agent === null ? '' : `for ${agent}`]
      .filter(Boolean)
      .join(' · '),
  };
}

function callerWords(caller: string | null): string {
  const read = caller === null ? undefined : readTelephone(caller);
  if (read?.kind === 'number') return formatTelephone(read.e164);
  return read?.kind === 'withheld' ? 'Number withheld' : 'Number not known';
}
