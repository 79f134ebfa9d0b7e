import type { FirstCouncil } from '@moothall/core';
import { councilName } from './council-names.js';
import type { Io } from './io.js';

/** What `moothall init` was given on its command line about the council and its administrator. */
export interface CouncilOptions {
  readonly name?: string;
  readonly slug?: string;
  readonly gss?: string;
  readonly tier?: string;
  readonly nation?: string;
  readonly prefix?: string;
  readonly admin?: string;
  readonly adminName?: string;
}

/** What the first three signs of a GSS code say of a council (ONS, Register of Geographic Codes). */
const kinds: Readonly<Record<string, { readonly tier: string; readonly nation: string }>> = {
  E06: { tier: 'unitary', nation: 'england' },
  E07: { tier: 'district', nation: 'england' },
  E08: { tier: 'metropolitan-borough', nation: 'england' },
  E09: { tier: 'london-borough', nation: 'england' },
  E10: { tier: 'county', nation: 'england' },
  E47: { tier: 'combined', nation: 'england' },
  W06: { tier: 'unitary', nation: 'wales' },
  S12: { tier: 'unitary', nation: 'scotland' },
  N09: { tier: 'district', nation: 'northern-ireland' },
};

const plainWords =
  /\b(?:the|of|city|royal|county|district|borough|metropolitan|london|unitary|combined|council|authority)\b/gi;

/** `City of Castlebridge Council`: castlebridge. */
export function slugOf(name: string): string {
  const words = name
    .replace(plainWords, ' ')
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  return (words ?? []).join('-').slice(0, 39);
}

/** Two letters that can't be misread: `castlebridge`: CA. */
export function prefixOf(slug: string): string {
  return slug
    .toUpperCase()
    .replace(/[^A-HJ-NP-Z]/g, '')
    .slice(0, 2);
}

/**
 * What is known of the first council, asked for where a person sits there and else taken from the command line and what
 * follows from it.
 * @throws Error naming every option that is missing
 */
export async function councilFrom(io: Io, options: CouncilOptions, mode: 'ask' | 'unattended'): Promise<FirstCouncil> {
  const missing: string[] = [];
  const answer = async (question: string, option: string, given?: string, follows?: string): Promise<string> => {
    if (given !== undefined) return given;
    if (mode === 'ask') return await askUntilAnswered(io, question, follows);
    if (follows !== undefined && follows !== '') return follows;
    missing.push(`--${option}`);
    return '';
  };
  const gss =
    options.gss ?? (mode === 'ask' ? await io.ask('GSS code of the council, such as E07000999 (Enter: none): ') : '');
  const kind = kinds[gss.slice(0, 3)];
  const name = await answer('Name of the council, in full', 'name', options.name, councilName(gss));
  const slug = await answer('Its name in addresses', 'slug', options.slug, slugOf(name));
  const tiers = 'county, district, unitary, london-borough, metropolitan-borough, combined or other';
  const council = {
    name,
    slug,
    tier: await answer(`What it is (${tiers})`, 'tier', options.tier, kind?.tier),
    nation: await answer('Where it is', 'nation', options.nation, kind?.nation ?? 'england'),
    referencePrefix: await answer(
      'Two letters that begin its case references',
      'prefix',
      options.prefix,
      prefixOf(slug),
    ),
    ...(gss === '' ? {} : { gssCode: gss }),
    administrator: {
      name: await answer('Name of the first administrator', 'admin-name', options.adminName),
      signInName: await answer('What they type to sign in, such as sam.ellery', 'admin', options.admin),
    },
  };
  if (missing.length > 0)
    throw new Error(`Nobody sits there to be asked, so these have to be given: ${missing.join(', ')}.`);
  return council;
}

async function askUntilAnswered(io: Io, question: string, follows = ''): Promise<string> {
  for (;;) {
    const typed = (await io.ask(`${question}${follows === '' ? '' : ` (Enter: ${follows})`}: `)).trim() || follows;
    if (typed !== '') return typed;
  }
}
