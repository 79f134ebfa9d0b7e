import { listAuthorities } from '../../authorities/index.js';
import { defineError, notFound } from '../../kernel/errors.js';
import { formatDateTime } from '../../kernel/format-time.js';
import type { RouteContext } from '../../kernel/route.js';
import { may, type AuthorityId } from '../../kernel/scope.js';
import { keepStaffFile } from '../commands/keep-staff-file.js';
import { listedCsv } from './listed-csv.js';
import { listedDirectories } from './listed-directories.js';

const notConnected = defineError('directory_not_connected', 409, 'No directory of this council is connected.');

/**
 * Reads a council's directory now, and keeps what it lists as a file of whoever asked, whose difference they look at.
 * Answers the file's id, or in words why the directory could not be read.
 * @throws not_found where it isn't theirs to bring that council's staff in; directory_not_connected
 */
export async function keepListed(
  context: RouteContext<unknown, unknown, unknown>,
  authorityId: AuthorityId,
): Promise<{ readonly id: string } | { readonly failed: string }> {
  const { kernel, visitor, now } = context;
  if (!may(visitor.actor, 'directory.import', authorityId)) throw notFound();
  const directory = listedDirectories(kernel).find((one) => one.authorityId === authorityId);
  const council = (await listAuthorities(kernel)).find(({ id }) => id === authorityId);
  if (!council) throw notFound();
  if (!directory) throw notConnected();
  const asked = await directory.list();
  if (!asked.ok) return { failed: asked.words };
  const { people, leftOut } = asked.value;
  const without = leftOut === 0 ? '' : `, ${leftOut} without a name or address left out`;
  const name = `${directory.title}, read ${formatDateTime(now, { now })}${without}`;
  return context.run(keepStaffFile, { authorityId, name, content: listedCsv(people, council.slug) });
}
