import { groupBy } from './group-by.js';
import type { DemoTeam } from './types.js';

/** An officer's post at a council, with the teams whose work it does. */
export interface OfficerPost {
  jobTitle: string;
  teamKeys: string[];
}

/** Lines of work, the first that fits a team's key taking it. */
const linesOfWork: readonly (readonly [jobTitle: string, teams: RegExp])[] = [
  ['Care and learning officer', /adult|children|social|school|admissions|librar|registrars|travel/],
  ['Waste operations officer', /waste|recycling|street-cleansing|environmental-crime|parks|trees|bereavement/],
  ['Highways inspector', /highways|lighting|street-works|traffic|flood|parking|countryside/],
  ['Revenues and benefits officer', /revenues|benefits|welfare|fraud/],
  ['Housing officer', /housing|tenancy/],
  ['Planning and protection officer', /planning|building|health|licensing|pest|safety|trading/],
  ['Corporate officer', /./],
];

/** One post for each line of work that a council has teams for; advisers do the contact centre's own work. */
export function officerPosts(teams: readonly DemoTeam[]): OfficerPost[] {
  const backOffice = teams.filter((team) => team.key !== 'contact-centre');
  const byTitle = groupBy(backOffice, ({ key }) => linesOfWork.find(([, fits]) => fits.test(key))?.[0]);
  return linesOfWork.flatMap(([jobTitle]) => {
    const own = byTitle.get(jobTitle) ?? [];
    return own.length > 0 ? [{ jobTitle, teamKeys: own.map(({ key }) => key) }] : [];
  });
}
