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
  const own = record.kind === 'team' ? [record.purpose] : [];
  const inTeams = record.kind === 'person' ? record.teams.flatMap((team) => teams.get(team.id) ?? []) : [];
  const texts = [
    { worth: 6, text: [...record.responsibilities, ...own].join('\n') },
    { worth: 5, text: record.jobTitle },
    { worth: 4, text: record.lgsl.length > 0 ? `lgsl ${record.lgsl.join(' ')}` : '' },
    { worth: 4, text: inTeams.map((team) => team.name).join('\n') },
    { worth: 2, text: inTeams.flatMap((team) => [...team.responsibilities, team.purpose]).join('\n') },
    { worth: 3, text: [...record.covers, record.basedAt].join('\n') },
    { worth: 3, text: record.languages.join(' ') },
    { worth: 2, text: councils.get(authorityId) ?? '' },
    { worth: 3, text: `${record.telephone.replace(/\D/g, '')} ${record.email.split('@')[0] ?? ''}` },
  ];
  return { id, kind, authorityId, name, sortName, texts: texts.filter(({ text }) => text.trim() !== '') };
}
