import { existsSync } from 'node:fs';
import { run } from '../setup/run.mjs';

/** The command that a person runs to get Debian packages. */
export const installCommand = (...packages) =>
  `apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')}`;

/** True where packages may be installed unasked: continuous integration on Debian, as root. */
export const mayInstall = () => Boolean(process.env.CI) && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

/** @throws Error with apt's output when the packages cannot be installed. */
export async function install(...packages) {
  console.log(`  Installing Debian's ${packages.join(', ')}`);
  const { code, output } = await run('/bin/sh', ['-c', installCommand(...packages)], {
    env: { DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (code !== 0) throw new Error(`Debian's ${packages.join(', ')} could not be installed.\n${output}`);
}
