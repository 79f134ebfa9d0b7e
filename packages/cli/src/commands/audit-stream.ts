import type { Command } from 'commander';
import type { StreamState } from '@moothall/core';
import { countInWords } from '../in-words.js';
import type { ExitState } from '../index.js';
import { withKernel } from '../instance.js';
import type { Io } from '../io.js';

interface Options {
  readonly dir: string;
  readonly once?: boolean;
  readonly from: string;
  readonly json?: boolean;
}

const help = `
Streams stand in moothall.yaml under audit.streams: a file, or syslog (RFC 5424) over TLS, TCP or UDP. What was sent is
kept in the database, so that it goes on where it stopped; a row may come twice, with the same id. It sends what the
trail holds: ids and digests, no personal values. Without a name it lists the streams and how far behind they are.

Examples:
  moothall audit stream                        those that there are
  moothall audit stream siem                   send the trail as it grows, until it is stopped
  moothall audit stream siem --once            send what there is, and end: for a timer
  moothall audit stream siem --from now        leave out what was before

It ends with 1 when --once could not send, and with 3 when the configuration names no such stream.`;

/** `moothall audit stream`: the trail, sent elsewhere. */
export function addStreamCommand(audit: Command, io: Io, exit: ExitState): void {
  audit
    .command('stream')
    .description('send the audit trail to a file or by syslog, for a SIEM')
    .argument('[name]', 'of a stream in moothall.yaml; without it they are listed')
    .option('--once', 'send what there is, and end')
    .option('--from <where>', 'where a stream begins that has sent nothing yet: beginning or now', 'beginning')
    .option('--dir <directory>', 'the installation', '.')
    .option('--json', 'print one JSON object')
    .addHelpText('after', help)
    .action(async (name: string | undefined, options: Options) => {
      const { from } = options;
      if (from !== 'beginning' && from !== 'now') throw new Error('Enter --from as beginning or now.');
      if (name === undefined)
        list(io, await withKernel(io, options.dir, (kernel, core) => core.listStreams(kernel)), options);
      else await send(io, name, from, options);
      exit.code = 0;
    });
}

async function send(io: Io, name: string, from: 'beginning' | 'now', { dir, once, json }: Options): Promise<void> {
  const stop = new AbortController();
  const sent = await withKernel(io, dir, async (kernel, core) => {
    if (once) return await core.streamAudit(kernel, name, { from });
    void io.untilStopped().then(() => stop.abort());
    if (!json) io.line(`Sending the audit trail by ${name}. Stop it with Ctrl+C.`);
    const onFault = (fault: Error): void => io.error(`${fault.message}. It is tried again.`);
    return await core.streamAudit(kernel, name, { from, follow: { signal: stop.signal, onFault } });
  });
  if (json) io.line(JSON.stringify({ name, sent }));
  else io.line(`${countInWords(sent, 'row')} sent by ${name}.`);
}

function list(io: Io, streams: readonly StreamState[], { json }: Options): void {
  if (json) return io.line(JSON.stringify({ streams }));
  if (streams.length === 0)
    io.line('There is none. Add one to moothall.yaml under audit.streams: docs/operate/monitoring.md');
  for (const { name, to, behind, sentAt } of streams)
    io.line(
      `${name}: ${to}, ${behind === 0 ? 'everything is sent' : `${countInWords(behind, 'row')} to send`}, ${sentAt === null ? 'never sent' : `last sent ${new Date(sentAt).toISOString()}`}`,
    );
}
