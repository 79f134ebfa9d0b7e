import path from 'node:path';

export interface ServiceWanted {
  readonly root: string;
  /** Account that runs it. */
  readonly user: string;
  /** Of Node, absolute. */
  readonly node: string;
  /** Of `moothall.js`, absolute. */
  readonly command: string;
  readonly web: number;
  readonly workers: number;
  /** Everything that the server writes to; nothing else can be written. */
  readonly writes: readonly string[];
  readonly port: number;
}

/** A systemd unit that lets the server do what it needs and nothing else (systemd.exec(5)). */
export function systemdUnit(wanted: ServiceWanted): string {
  const { root, user, node, command, web, workers, writes, port } = wanted;
  const start = [node, '--max-semi-space-size=8', command, 'start', '--dir', root, '--web', web, '--workers', workers];
  // Ports below 1024 are root's; everything else needs no right beyond an ordinary account's.
  const rights = port > 0 && port < 1024 ? 'CAP_NET_BIND_SERVICE' : '';
  return `[Unit]
Description=Moothall of ${escaped(root)}
After=network-online.target postgresql.service
Wants=network-online.target

[Service]
Type=exec
User=${user}
WorkingDirectory=${escaped(root)}
Environment=NODE_ENV=production MALLOC_ARENA_MAX=2
ExecStart=${start.map((word) => quoted(String(word))).join(' ')}
# systemctl reload moothall: fresh processes, without a failed request
ExecReload=/bin/kill -USR2 $MAINPID
KillMode=mixed
TimeoutStopSec=30
Restart=on-failure
RestartSec=2
LimitNOFILE=65536
UMask=0077

# It can write here and nowhere else.
ProtectSystem=strict
ReadWritePaths=${writes.map(quoted).join(' ')}
ProtectHome=${isBelowHome(wanted) ? 'read-only' : 'yes'}
PrivateTmp=yes
PrivateDevices=yes

NoNewPrivileges=yes
CapabilityBoundingSet=${rights}
AmbientCapabilities=${rights}
RestrictSUIDSGID=yes
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
LockPersonality=yes
RemoveIPC=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectProc=invisible
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallErrorNumber=EPERM
# No MemoryDenyWriteExecute: V8 compiles JavaScript to machine code.

[Install]
WantedBy=multi-user.target
`;
}

const homes = ['/home', '/root', '/run/user'];

function isBelowHome({ root, node, command, writes }: ServiceWanted): boolean {
  return [root, node, command, ...writes].some((file) =>
    homes.some((home) => file === home || file.startsWith(home + path.sep)),
  );
}

/** `%` begins a specifier (systemd.unit(5)). */
const escaped = (text: string): string => text.replaceAll('%', '%%');

function quoted(text: string): string {
  const plain = escaped(text);
  return /[\s"'\\]/.test(plain) ? `"${plain.replace(/[\\"]/g, '\\$&')}"` : plain;
}
