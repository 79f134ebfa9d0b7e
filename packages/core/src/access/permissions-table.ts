import { roles, type PermissionSpec } from '../kernel/permissions.js';
import { roleNames } from './types.js';

const introduction = `# Permissions

Which role may do what, at the authority where the role is held. Generated from the code by
\`node scripts/write-permissions.mjs\`; a test fails when the two differ.

"Shared" permissions also hold over the partnership's own records for whoever holds them at any authority.
`;

/** The role × permission table of \`docs/administer/permissions.md\`, as Markdown. */
export function describePermissions(permissions: readonly PermissionSpec[]): string {
  const head = ['Permission', 'Allows to', ...roles.map((role) => roleNames[role]), 'Shared'];
  const rows = [...permissions]
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .map(({ name, allows, roles: held, shared }) => [
      `\`${name}\``,
      allows,
      ...roles.map((role) => (held.includes(role) ? 'yes' : '')),
      shared ? 'yes' : '',
    ]);
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return `${introduction}\n${lines.join('\n')}\n`;
}
