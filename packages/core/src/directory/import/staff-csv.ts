import { emailCell, listCell, neededCell, optionalCell, optionalEmailCell } from '../../kernel/import/cells.js';
import { namedColumns, optional, required } from '../../kernel/import/columns.js';
import type { Cells } from '../../kernel/import/columns.js';
import { readCsvTable } from '../../kernel/import/csv-table.js';
import { RowFault } from '../../kernel/import/row-reader.js';
import type { ImportFormat } from '../../kernel/import/row-reader.js';

/** A member of staff: person, employer and role at an authority, which are three records once imported. */
export interface StaffRecord {
  readonly name: string;
  /** In lower case; it tells people apart. */
  readonly email: string;
  readonly phone?: string;
  readonly jobTitle?: string;
  readonly team?: string;
  /** Slug of the authority that they work for; contractors may have another employer. */
  readonly authority: string;
  readonly roles: readonly string[];
  readonly managerEmail?: string;
  readonly employer?: string;
  /** What they deal with, in customers' words. */
  readonly responsibilities: readonly string[];
}

const columns = {
  name: required('name', 'full name'),
  email: required('email', 'email address', 'mail'),
  phone: optional('phone', 'telephone', 'extension'),
  jobTitle: optional('job title', 'title', 'post'),
  team: optional('team', 'department'),
  authority: required('authority', 'council'),
  roles: optional('roles', 'role'),
  managerEmail: optional('manager email', 'manager'),
  employer: optional('employer', 'organisation'),
  responsibilities: optional('responsibilities', 'deals with'),
};

export const staffCsv: ImportFormat<StaffRecord> = {
  name: 'staff',
  describe:
    'Staff as CSV: name, email, authority and, if known, phone, job title, team, roles, manager, employer and responsibilities.',
  read: (source, options) => readCsvTable(source, options, namedColumns(columns, 'refuse', toStaff)),
};

function toStaff(cells: Cells<keyof typeof columns>): StaffRecord {
  const email = emailCell(neededCell(cells.email, 'email'), 'email');
  const managerEmail = optionalEmailCell(cells.managerEmail, 'manager email');
  if (managerEmail === email)
    throw new RowFault('Name somebody else as manager: nobody manages themselves.', 'manager email');
  const phone = optionalCell(cells.phone);
  const jobTitle = optionalCell(cells.jobTitle);
  const team = optionalCell(cells.team);
  const employer = optionalCell(cells.employer);
  return {
    name: neededCell(cells.name, 'name'),
    email,
    ...(phone === undefined ? {} : { phone }),
    ...(jobTitle === undefined ? {} : { jobTitle }),
    ...(team === undefined ? {} : { team }),
    authority: slugCell(neededCell(cells.authority, 'authority'), 'authority'),
    roles: [...new Set(listCell(cells.roles).map((role) => slugCell(role, 'roles')))],
    ...(managerEmail === undefined ? {} : { managerEmail }),
    ...(employer === undefined ? {} : { employer }),
    responsibilities: listCell(cells.responsibilities),
  };
}

/** `Team leader` is the role `team-leader`. */
function slugCell(cell: string, field: string): string {
  const slug = cell.toLowerCase().replace(/[\s_]+/g, '-');
  if (/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug)) return slug;
  throw new RowFault(`Write the ${field} in letters, digits and hyphens.`, field);
}
