import { statSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import type { ExitState } from '../index.js';
import { openInstance } from '../instance.js';
import type { Io } from '../io.js';

interface Options {
  readonly dir: string;
  readonly at: string;
  readonly user?: string;
  readonly cron?: boolean;
  readonly json?: boolean;
}

/** `moothall backup schedule`: prints what makes a backup each night, for the operator to read and install. */
export function addScheduleCommand(backup: Command, io: Io, exit: ExitState): void {
  backup
    .command('schedule')
    .description('print a systemd timer, or a line for cron, that makes a backup each night')
    .option('--at <time>', 'when, in the machine’s own time', '02:15')
    .option('--user <name>', 'as whom; default: the owner of the installation')
    .option('--cron', 'a line for crontab instead')
    .option('--dir <directory>', 'the installation', '.')
    .option('--json', 'print one JSON object')
    .addHelpText('after', '\nExample: moothall backup schedule --at 01:30')
    .action(async ({ dir, at, user, cron, json }: Options) => {
      const { root } = await openInstance(io, dir);
      if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(at)) throw new Error('Enter --at as hours and minutes, such as 02:15.');
      const owner = user ?? String(statSync(path.join(root, 'moothall.yaml')).uid);
      const command = `${process.execPath} ${process.argv[1] ?? 'moothall'} backup --dir ${root}`;
      const files = cron ? { crontab: cronLine(at, command) } : systemdFiles(at, owner, command, root);
      if (json) io.line(JSON.stringify(files));
      else for (const [name, text] of Object.entries(files)) io.line(cron ? text : `# ${name}\n${text}`);
      exit.code = 0;
    });
}

function cronLine(at: string, command: string): string {
  const [hours = '', minutes = ''] = at.split(':');
  return `${Number(minutes)} ${Number(hours)} * * * ${command}`;
}

function systemdFiles(at: string, owner: string, command: string, root: string): Record<string, string> {
  return {
    '/etc/systemd/system/moothall-backup.service': `[Unit]
Description=Backup of Moothall in ${root}
After=network-online.target postgresql.service

[Service]
Type=oneshot
User=${owner}
ExecStart=${command}
Nice=10
IOSchedulingClass=idle
UMask=0077
NoNewPrivileges=yes
PrivateTmp=yes
ProtectHome=read-only
`,
    '/etc/systemd/system/moothall-backup.timer': `[Unit]
Description=Backup of Moothall each night

[Timer]
OnCalendar=*-*-* ${at}:00
RandomizedDelaySec=300
Persistent=true

[Install]
WantedBy=timers.target

# Then: systemctl daemon-reload && systemctl enable --now moothall-backup.timer
`,
  };
}
