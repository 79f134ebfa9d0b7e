import { isError, malformed, preconditionFailed, staleVersion } from '../kernel/errors.js';
import type { RouteContext } from '../kernel/route.js';

/**
 * Runs an edit from the version that If-Match names (RFC 9110, section 13.1.1).
 * @throws malformed_request without If-Match; precondition_failed when the record has changed since
 */
export async function ifMatch<T>(
  { ifMatch: version }: Pick<RouteContext<unknown, unknown, unknown>, 'ifMatch'>,
  edit: (expectedVersion: number) => Promise<T>,
): Promise<T> {
  if (version === undefined) throw malformed({}, 'Send If-Match with the ETag of the record that you read.');
  try {
    return await edit(version);
  } catch (error) {
    if (isError(error, staleVersion.code)) throw preconditionFailed({ facts: error.facts, cause: error });
    throw error;
  }
}
