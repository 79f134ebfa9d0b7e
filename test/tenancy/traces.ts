import type { Seeded } from './seed.js';

/** Ids of things that no council owns. */
const shared = ['ruleId', 'placeId', 'otherPlaceId', 'authorityId', 'personId', 'colleagueId', 'newcomerId'];

/** The directory is the partnership's: its own queries and routes name every council's teams. */
export const isDirectory = (name: string): boolean =>
  /^directory\.(search-directory|get-directory-person|get-directory-team|get-chart|find-route)$|\/directory(\/people\/:id|\/teams\/:id|\/chart|\/suggest|\/export|\/route)?(\/vcard)?$/.test(
    name,
  );

/** An answer of the directory, less what it may say: the teams' ids, names and purposes. */
function withoutTeams({ mark, teamId, otherTeamId }: Seeded, text: string): string {
  const open = [teamId, otherTeamId, `${mark} waste`, `${mark} roads`, `Works for ${mark}`];
  return open.reduce((left, each) => left.replaceAll(each.toLowerCase(), ''), text);
}

/**
 * What an answer gives away of a council: its mark, and the names of the records whose ids or references stand in it.
 * Addresses are shared, and so is the staff directory. `from` names the query or the path that answered.
 */
export function tracesOf(council: Seeded, answer: unknown, from = ''): string[] {
  const said = (typeof answer === 'string' ? answer : (JSON.stringify(answer) ?? '')).toLowerCase();
  const text = isDirectory(from) ? withoutTeams(council, said) : said;
  const traces = text.includes(council.mark.toLowerCase()) ? [council.mark] : [];
  for (const [name, value] of Object.entries(council)) {
    if (typeof value !== 'string' || !/(Id|Reference|Link)$/.test(name) || shared.includes(name)) continue;
    if (text.includes(value.toLowerCase())) traces.push(name);
  }
  return traces;
}
