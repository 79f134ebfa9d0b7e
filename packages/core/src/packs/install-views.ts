import type { Compared } from '../authorities/index.js';
import type { FieldFault } from '../kernel/errors.js';
import type { BreadcrumbsView } from '../web/components.js';
import type { CheckboxesView, ErrorSummaryView, SelectField } from '../web/form-components.js';
import { errorAt, errorSummary } from '../web/form-faults.js';
import type { ImportPage } from '../web/import-views.js';
import { counted } from '../web/text-parts.js';
import type { KeptPack } from './kept-pack.js';
import { mostBytes } from './read-pack.js';
import type { DifferenceKind, PackDifference } from './three-way.js';
import type { Pack, TeamsChosen } from './types.js';
import { aboveOfPacks, comparedDifferences, packNames, packsHref } from './views.js';

export const installHref = `${packsHref}/install`;

const heading = 'Install a pack';

/** Of each kind, so that a page stays light; the headings count all. */
const shownAtMost = 100;

interface SendInput {
  readonly authorityId: string;
  readonly faults: readonly FieldFault[];
  readonly owners: readonly { readonly id: number; readonly name: string }[];
  readonly csrfToken: string;
}

/** Where the file is chosen. */
export function sendPackPage({ authorityId, faults, owners, csrfToken }: SendInput): ImportPage {
  const named = faults.map(({ field, message }) => ({ field: field === 'authorityId' ? field : 'file', message }));
  const owner = owners.length === 1 ? String(owners[0]?.id) : authorityId;
  return {
    ...{ crumbs: [...aboveOfPacks, { text: 'Packs', href: packsHref }], heading, action: installHref, csrfToken },
    about:
      'You see what would change before anything is written. What you changed of your services and articles stays, unless you take the pack’s.',
    errors: errorSummary(named),
    fields: [
      {
        ...{ control: 'select', name: 'authorityId', id: 'authorityId', label: { text: 'For whom' } },
        errorMessage: errorAt(named, 'authorityId'),
        items: [
          ...(owners.length === 1 ? [] : [{ value: '', text: 'Choose', selected: owner === '' }]),
          ...owners.map(({ id, name }) => ({ value: String(id), text: name, selected: String(id) === owner })),
        ],
      },
      {
        ...{ control: 'file', name: 'file', id: 'file', label: { text: 'File' }, maxBytes: mostBytes },
        hint: { text: 'A pack, as YAML or JSON, of at most 1 MB' },
        errorMessage: errorAt(named, 'file'),
      },
    ],
  };
}

/** What somebody chose on the page, and why it comes back. */
export interface TypedInstall {
  readonly teams: TeamsChosen;
  readonly take: readonly string[];
  readonly faults?: readonly FieldFault[];
  readonly isChanged?: true;
}

/** What a pack would change, before it does. */
export interface InstallPage {
  readonly crumbs: BreadcrumbsView;
  readonly title: string;
  readonly lead: string | undefined;
  readonly intro: string;
  readonly action: string;
  readonly csrfToken: string;
  readonly code: string;
  readonly isChanged: boolean;
  readonly isNothing: boolean;
  /** Whether it can be installed, if only with something of the pack's instead of ours. */
  readonly isReady: boolean;
  /** What to do first where it can't; undefined: nothing, it is installed as it is. */
  readonly waitsFor: 'teams' | 'another file' | undefined;
  readonly errors: ErrorSummaryView | undefined;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly teams: readonly SelectField[];
  readonly chosen: readonly string[];
  readonly sections: readonly { readonly compared: Compared; readonly more: string | undefined }[];
  readonly take: CheckboxesView | undefined;
}

interface InstallInput {
  readonly id: string;
  readonly kept: KeptPack;
  readonly typed: TypedInstall;
  readonly owner: string;
  readonly csrfToken: string;
}

export function installPage({ id, kept, typed, owner, csrfToken }: InstallInput): InstallPage {
  const { pack, plan, file } = kept;
  const { before, differences, isNothing } = plan;
  const faults = stillWrong(kept, typed);
  const names = packNames(pack);
  const ofKind = (kind: DifferenceKind): PackDifference[] => differences.filter((each) => each.kind === kind);
  const stays = [...ofKind('conflict'), ...ofKind('kept')];
  const was = before ? ` ${before.pack.version} is installed.` : '';
  return {
    crumbs: { items: [...aboveOfPacks, { text: 'Packs', href: packsHref }, { text: heading, href: installHref }] },
    title: `${pack.title} ${pack.version}`,
    lead: pack.about,
    intro: `${file.name}, for ${owner}.${was} Nothing is written yet.`,
    ...{ action: `${installHref}/${id}`, csrfToken, code: plan.code, isNothing, isChanged: typed.isChanged === true },
    ...standing(kept, stays.length > 0),
    errors: errorSummary(faults, (field) => (field.startsWith('teams.') ? teamId(field.slice(6)) : 'main')),
    facts: [
      ...(pack.by === undefined ? [] : [{ label: 'From', value: pack.by }]),
      { label: 'Licence', value: pack.licence },
      { label: 'Its own tests', value: testsWords(pack) },
      ...(plan.teamsToAdd.length === 0 ? [] : [{ label: 'Teams made', value: teamsMade(kept) }]),
    ],
    teams: needsTeams(kept) ? Object.keys(pack.teams).map((key) => teamField(key, kept, typed, faults)) : [],
    chosen: Object.entries(typed.teams).map((pair) => pair.join('=')),
    sections: [
      section('Comes from the pack', { was: 'Now', is: 'After', isChange: true }, ofKind('updated'), names),
      section('Both changed: ours stays', { was: 'The pack', is: 'Ours', isChange: false }, ofKind('conflict'), names),
      section('Ours stays', { was: 'The pack', is: 'Ours', isChange: false }, ofKind('kept'), names),
    ].filter((each) => each.compared.differences.length > 0),
    take: stays.length === 0 ? undefined : takeField(stays, typed.take, names),
  };
}

function standing({ plan }: KeptPack, canTake: boolean): Pick<InstallPage, 'isReady' | 'waitsFor'> {
  const { faults, isNothing, isOnlyUnsound } = plan;
  const isReady = faults.length === 0 ? canTake || !isNothing : canTake && isOnlyUnsound;
  if (isReady || isNothing) return { isReady, waitsFor: undefined };
  return { isReady, waitsFor: faults.every(({ field }) => field.startsWith('teams.')) ? 'teams' : 'another file' };
}

/** What the plan has against it, and what came back; not a word about teams that are decided on while others are not. */
function stillWrong({ plan }: KeptPack, { teams, faults = [] }: TypedInstall): FieldFault[] {
  const isDecided = ({ field }: FieldFault): boolean =>
    field.startsWith('teams.') && Object.hasOwn(teams, field.slice(6)) && plan.faults.length > 1;
  const undecided = plan.faults.filter((fault) => !isDecided(fault));
  const all = [...(undecided.length > 0 ? undecided : plan.faults), ...faults];
  return all.filter(({ message }, index) => all.findIndex((each) => each.message === message) === index);
}

const testsWords = ({ tests }: Pack): string => {
  const count = tests.form.length + tests.search.length;
  return count === 0 ? 'It has none' : `${counted(count, 'test')} passed`;
};

function teamsMade({ pack, plan }: KeptPack): string {
  return plan.teamsToAdd.map((key) => pack.teams[key]?.name ?? key).join('; ');
}

/** The partnership's teams are chosen by the council that takes the service. */
const needsTeams = ({ plan, teams }: KeptPack): boolean =>
  teams.length > 0 || plan.teamsToAdd.length > 0 || plan.faults.some(({ field }) => field.startsWith('teams.'));

const teamId = (key: string): string => `team-${key}`;

function teamField(
  key: string,
  { pack, plan, teams }: KeptPack,
  typed: TypedInstall,
  faults: readonly FieldFault[],
): SelectField {
  const { name, does } = pack.teams[key] ?? { name: key, does: '' };
  const ours = typed.teams[key] ?? plan.teams[key];
  const isKnown = (wanted: string | undefined): boolean => teams.some((team) => team.key === wanted);
  const chosen = isKnown(ours) || typed.teams[key] === key ? ours : '';
  const option = (value: string, text: string) => ({ value: `${key}=${value}`, text, selected: value === chosen });
  return {
    ...{ control: 'select', name: 'team', id: teamId(key), label: { text: name }, hint: { text: does } },
    errorMessage: chosen === '' ? errorAt(faults, `teams.${key}`) : undefined,
    items: [
      option('', 'Choose which of your teams it is'),
      ...(isKnown(key) ? [] : [option(key, `Make a team called ${name}`)]),
      ...teams.map((team) => option(team.key, team.name)),
    ],
  };
}

type Names = ReadonlyMap<string, string>;

function section(
  heading: string,
  words: Pick<Compared, 'was' | 'is' | 'isChange'>,
  differences: readonly PackDifference[],
  names: Names,
): InstallPage['sections'][number] {
  const more = differences.length - shownAtMost;
  const shown = differences.slice(0, shownAtMost);
  const sides = shown.map(({ path, ours, theirs }) => ({
    path,
    ...(words.isChange ? { before: ours, after: theirs } : { before: theirs, after: ours }),
  }));
  return {
    compared: {
      heading: `${heading}: ${differences.length}`,
      same: '',
      ...words,
      differences: comparedDifferences(sides, names),
    },
    more: more > 0 ? `And ${more} more` : undefined,
  };
}

function takeField(stays: readonly PackDifference[], taken: readonly string[], names: Names): CheckboxesView {
  const shown = stays.slice(0, shownAtMost);
  const labels = comparedDifferences(shown, names).map(({ label }) => label);
  return {
    ...{ name: 'take', idPrefix: 'take', values: taken, classes: 'govuk-checkboxes--small' },
    fieldset: { legend: { text: 'Take the pack’s instead of ours' } },
    hint: { text: 'Leave all unticked to keep everything that you changed.' },
    items: shown.map(({ path }, index) => ({ value: path, text: labels[index] ?? path })),
  };
}

/** "Pothole 1.1.0 is installed. 2 differences of our own stayed." */
export function installedSay({
  name,
  version,
  isNothing,
  kept,
  conflicts,
}: {
  readonly name: string;
  readonly version: string;
  readonly isNothing: boolean;
  readonly kept: number;
  readonly conflicts: number;
}): string {
  if (isNothing) return `${name} ${version} was installed already`;
  const stays = kept + conflicts;
  return `${name} ${version} is installed.${stays === 0 ? '' : ` ${counted(stays, 'difference')} of our own stayed.`}`;
}
