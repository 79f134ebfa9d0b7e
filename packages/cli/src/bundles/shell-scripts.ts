import { nodeOptions } from '../running/command-line.js';
import { scriptLength } from './bundle-format.js';

const command = (folder: string): string =>
  `MALLOC_ARENA_MAX=2 "${folder}/node/bin/node" ${nodeOptions.join(' ')} "${folder}/node_modules/moothall/bin/moothall.js" "$@"`;

/**
 * What a bundle begins with: it unpacks Node and the command into a folder of its own and runs the command, with the
 * bundle itself as `--from`. A machine needs a shell, `tar` and `gzip`, as every Linux server has.
 */
export function bundleScript(version: string, payloadSize: number): string {
  const text = `#!/bin/sh
# Moothall ${version}, with its Node and everything that it needs.
#   sh THIS-FILE init /srv/moothall --bundle-key KEY …
#   sh THIS-FILE upgrade --dir /srv/moothall
# Compare its SHA-256 with what whoever made it told you, before you run it.
set -eu
file=$(readlink -f "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
tail -c +${scriptLength + 1} "$file" | head -c ${payloadSize} |
  tar -xzf - -C "$work" ./node ./node_modules/moothall ./node_modules/commander
case "\${1-}" in init | upgrade) set -- "$@" --from "$file" ;; esac
${command('$work')}
exit
`;
  const rest = scriptLength - Buffer.byteLength(text);
  return `${text}${'#'.repeat(rest - 1)}\n`;
}

/** The command of an installation that brought its Node: `moothall` in its directory. */
export const launcherScript = `#!/bin/sh
# The command of this installation, by the Node of the version in use. ln -s it to a folder of the PATH.
here=$(dirname "$(readlink -f "$0")")/releases/current
exec env ${command('$here')}
`;
