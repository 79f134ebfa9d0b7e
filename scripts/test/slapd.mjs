import { existsSync } from 'node:fs';
import { install, installCommand, mayInstall } from './debian.mjs';

const isInstalled = () => existsSync('/usr/sbin/slapd');

/**
 * Sees to it that there is an LDAP directory to read staff from. Without one the suite that needs it skips itself; in
 * continuous integration that is a failure.
 */
export async function findSlapd() {
  if (!isInstalled() && mayInstall()) await install('slapd');
  if (isInstalled()) return {};
  const advice =
    'There is no slapd here, so no staff were read over LDAP. Run this as root:\n' + `  ${installCommand('slapd')}`;
  return process.env.CI ? { failed: 1, output: advice } : { loudly: advice };
}
