import { existsSync } from 'node:fs';
import { install, installCommand, mayInstall } from './debian.mjs';

const isInstalled = () => existsSync('/usr/sbin/dovecot');

/**
 * Sees to it that there is an IMAP server to read mail from. Without one the suite that needs it skips itself; in
 * continuous integration that is a failure.
 */
export async function findDovecot() {
  if (!isInstalled() && mayInstall()) await install('dovecot-imapd');
  if (isInstalled()) return {};
  const advice =
    'There is no Dovecot here, so no mail was read over IMAP. Run this as root:\n' +
    `  ${installCommand('dovecot-imapd')}`;
  return process.env.CI ? { failed: 1, output: advice } : { loudly: advice };
}
