import type { AuthorityId } from '../../kernel/scope.js';
import type { DirectoryDocument } from './directory-index.js';
import type { DirectoryRecord, DirectoryTeam } from './directory-types.js';

/** What somebody is found by: what they deal with says more than the team that they are in. */
export function describeListed(
  record: DirectoryRecord,
  teams: ReadonlyMap<string, DirectoryTeam>,
  councils: ReadonlyMap<AuthorityId, string>,
): DirectoryDocument {
  const { id, kind, authorityId, name, sortName } = record;
  const inTeams = record.kind === 'person' ? record.teams.flatMap((team) => teams.get(team.id) ?? []) : [];
  const does = record.kind === 'team' ? record.purpose : record.responsibilities.join('\n');
  const texts = [
    { worth: 6, text: does },
    { worth: 5, text: record.kind === 'person' ? record.jobTitle : '' },
    { worth: 4, text: inTeams.map((team) => team.name).join('\n') },
    { worth: 2, text: inTeams.map((team) => team.purpose).join('\n') },
    { worth: 2, text: councils.get(authorityId) ?? '' },
    { worth: 3, text: `${record.telephone.replace(/\D/g, '')} ${record.email.split('@')[0] ?? ''}` },
  ];
  return { id, kind, authorityId, name, sortName, texts: texts.filter(({ text }) => text.trim() !== '') };
}
