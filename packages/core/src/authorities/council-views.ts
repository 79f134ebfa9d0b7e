import type { FieldFault } from '../kernel/errors.js';
import { formatTelephone } from '../kernel/telephone.js';
import type { Choice, FieldView } from '../web/form-components.js';
import type { Identity } from './repository.js';
import { settingsFrame, type AboutSettings, type SettingsFrame } from './settings-frame.js';
import type { Authority, KeptLine } from './types.js';
import { errorAt } from '../web/form-faults.js';

interface Page extends SettingsFrame {
  readonly conflict: string | undefined;
}

/** The numbers on which a council is called. */
export interface LinesPage extends Page {
  readonly lines: readonly {
    readonly id: string;
    readonly number: string;
    readonly version: number | string;
    readonly fields: readonly FieldView[];
  }[];
  readonly added: readonly FieldView[];
}

/** What a council is called and how it looks. */
export interface CouncilPage extends Page {
  readonly version: number | string;
  readonly fields: readonly FieldView[];
  readonly welsh: Choice;
  readonly fixed: string;
}

interface About extends AboutSettings {
  readonly authority: Authority;
  readonly conflict?: string | undefined;
}

/** What was typed about a line; without an id, about a new one. */
export interface TypedLine {
  readonly id?: string;
  readonly expectedVersion?: string;
  readonly telephone?: string;
  readonly name: string;
  readonly openingWords: string;
}

export function linesPage(
  about: About & { readonly lines: readonly KeptLine[]; readonly typed?: TypedLine },
): LinesPage {
  const { lines, typed, faults = [] } = about;
  const isNew = typed !== undefined && typed.id === undefined;
  const forNew = isNew ? { typed, faults } : { typed: { name: '', openingWords: '', telephone: '' }, faults: [] };
  return {
    ...settingsFrame('lines', about, (field) => `${typed?.id ?? 'new'}-${field}`),
    conflict: about.conflict,
    lines: lines.map((line) => {
      const mine = typed?.id === line.id;
      const values = mine ? typed : line;
      return {
        ...{ id: line.id, number: formatTelephone(line.telephone) },
        version: openedVersion(line.version, about.conflict, mine ? typed.expectedVersion : undefined),
        fields: wordsOf(line.id, values, mine ? faults : []),
      };
    }),
    added: [
      fieldOf('new', forNew.faults)('telephone', 'Number', forNew.typed.telephone ?? '', {
        ...{ hint: 'For example 01632 960100, or with the country code: +44 1632 960100', type: 'tel' },
      }),
      ...wordsOf('new', forNew.typed, forNew.faults),
    ],
  };
}

function wordsOf(of: string, { name, openingWords }: TypedLine, faults: readonly FieldFault[]): FieldView[] {
  const field = fieldOf(of, faults);
  return [
    field('name', 'What the line is called', name, {}),
    field('openingWords', 'How calls are answered', openingWords, { hint: 'Shown to the adviser when the call comes' }),
  ];
}

export function councilPage(
  about: About & {
    readonly identity: Identity & { readonly version: number };
    /** Names of the councils that it follows. */
    readonly follows?: readonly string[];
    readonly typed?: Readonly<Record<string, unknown>>;
  },
): CouncilPage {
  const { identity, typed, faults = [], authority, follows = [] } = about;
  const { name, shortName, brandColour } = { ...identity, ...(typed as Partial<Identity>) };
  const field = fieldOf('council', faults);
  return {
    ...settingsFrame('council', about, (one) => `council-${one}`),
    conflict: about.conflict,
    version: openedVersion(identity.version, about.conflict, typed?.['expectedVersion'] as string | undefined),
    fields: [
      field('name', 'Name', name, {}),
      field('shortName', 'Short name', shortName, { hint: 'In lists and tabs' }),
      field('brandColour', 'Colour', brandColour, {
        ...{
          width: 10,
          hint: 'One colour, as # and six digits. What stands on it, and the dark page, follow from it.',
        },
      }),
    ],
    welsh: {
      ...{ value: 'yes', text: 'Speaks Welsh as well as English', id: 'council-welsh' },
      checked: typed === undefined ? identity.languages.includes('cy') : typed['welsh'] === 'yes',
    },
    fixed: `Its references begin with ${authority.referencePrefix}, and its addresses with ${authority.slug}: both stand in letters already, and stay.${follows.length === 0 ? '' : ` It follows ${follows.join(' and ')}, whose references and addresses still lead here.`}`,
  };
}

/** A form that comes back with faults still rests on the version that it was opened with. */
function openedVersion(now: number, conflict: string | undefined, typed: string | undefined): number | string {
  return conflict === undefined ? (typed ?? now) : now;
}

interface FieldAbout {
  readonly hint?: string;
  readonly type?: string;
  readonly width?: number;
}

function fieldOf(of: string, faults: readonly FieldFault[]) {
  return (name: string, label: string, value: string, { hint, type, width }: FieldAbout): FieldView => {
    return {
      ...{ control: 'text', name, id: `${of}-${name}`, value, autocomplete: 'off', label: { text: label } },
      ...(hint === undefined ? {} : { hint: { text: hint } }),
      ...(type === undefined ? {} : { type }),
      ...(width === undefined ? {} : { classes: `govuk-input--width-${width}` }),
      errorMessage: errorAt(faults, name),
    };
  };
}
