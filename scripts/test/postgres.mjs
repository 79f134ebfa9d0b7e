import { install, installCommand, mayInstall } from './debian.mjs';

const finder = new URL('../../packages/core/dist/kernel/testing/postgres-server.js', import.meta.url).href;

/**
 * Sees to it that there is a PostgreSQL to test on. Without one the suites that need it skip themselves; in continuous
 * integration that is a failure.
 */
export async function findPostgres() {
  if (process.env.MOOTHALL_TEST_PG_URL) return {};
  const { findPostgresBinaries } = await import(finder);
  if (!findPostgresBinaries() && mayInstall()) await install('postgresql');
  if (findPostgresBinaries()) return {};
  const advice =
    'There is no PostgreSQL here, so nothing is tested on it. Run this as root, or set MOOTHALL_TEST_PG_URL:\n' +
    `  ${installCommand('postgresql')}`;
  return process.env.CI ? { failed: 1, output: advice } : { loudly: advice };
}
