import { z } from 'zod';
import { getAuthority } from '../authorities/index.js';
import { listOpenTeams, type Team } from '../directory/index.js';
import { getKeptFile, keepContent, SentFile, type KeptFile } from '../identity/index.js';
import { defineCommand } from '../kernel/command.js';
import { badInput, type FieldFault } from '../kernel/errors.js';
import { uuidField } from '../kernel/input.js';
import { defineQuery } from '../kernel/query.js';
import { AskedToInstall } from './asked-to-install.js';
import { installPack, Installed } from './commands/install-pack.js';
import { packMovedOn, packRefused } from './pack-errors.js';
import { packDigest, planInstall, type InstallAsked, type InstallPlan } from './plan-install.js';
import { mostBytes, parsePack, readPack } from './read-pack.js';
import { runPackTests } from './run-pack-tests.js';
import type { Pack, TeamsChosen } from './types.js';

const permission = 'packs.install';

/** Of what is wrong with a file: the rest comes to light once these are put right. */
const mostFaults = 20;

/**
 * Keeps a pack’s file for a day, so that its difference can be looked at. Nothing of it is installed.
 * @throws not_found; bad_input on `file`, naming what is wrong in it line by line, and which of its tests fail
 */
export const keepPack = defineCommand({
  name: 'packs.keep-pack-file',
  permission,
  input: SentFile.extend({
    /** YAML or JSON. */
    content: z
      .string()
      .min(1, 'Choose a file that has something in it')
      .max(mostBytes, 'Choose a file of 1 MB or less'),
  }),
  output: z.object({ id: z.string() }),
  run: (context, { content, ...file }) => {
    const { pack, faults } = readPack(content);
    const wrong = pack ? failedTests(pack) : faults.map(fileFault);
    if (!pack || wrong.length > 0) throw badInput({ faults: bounded(wrong) });
    const kept = { ...file, content: JSON.stringify(pack) };
    const said = { name: pack.name, version: pack.version, digest: packDigest(pack) };
    return keepContent(context, 'pack', kept, () => said);
  },
});

function fileFault({ path, message, line }: { path: string; message: string; line?: number | undefined }): FieldFault {
  const where = [line === undefined ? '' : `Line ${line}`, path].filter(Boolean).join(', ');
  return { field: 'file', message: where === '' ? message : `${where}: ${message}` };
}

function failedTests(pack: Pack): FieldFault[] {
  const failed = runPackTests(pack).filter(({ failures }) => failures.length > 0);
  return failed.map(({ title, failures }) => ({
    field: 'file',
    message: `Its own test “${title}” fails: ${failures.join('; ')}`,
  }));
}

function bounded(faults: readonly FieldFault[]): FieldFault[] {
  const more = faults.length - mostFaults;
  const rest = more > 0 ? [{ field: 'file', message: `And ${more} more` }] : [];
  return [...faults.slice(0, mostFaults), ...rest];
}

/** A pack that somebody sent, and what installing it would do now. */
export interface KeptPack {
  readonly file: KeptFile;
  readonly pack: Pack;
  readonly plan: InstallPlan;
  /** Those of the council, from which one is named for each of the pack’s; none for the partnership. */
  readonly teams: readonly Team[];
}

const { teams: TeamsNamed, take } = AskedToInstall.shape;

/** A pack that the actor sent, held against what the council has. @throws not_found */
export const getKeptPack = defineQuery({
  name: 'packs.get-kept-pack',
  permission,
  input: z.strictObject({ id: uuidField, teams: TeamsNamed }),
  run: async (context, { id, teams }): Promise<KeptPack> => {
    const file = await getKeptFile(context, { kind: 'pack', id });
    const asked = askedFor(file, teams);
    const plan = await planInstall(context, asked);
    const { kind } = await getAuthority(context.kernel, file.authorityId);
    const open = kind === 'partnership' ? [] : await listOpenTeams(context.db);
    const teamsThere = open.filter(({ authorityId }) => authorityId === file.authorityId);
    return { file, pack: asked.pack, plan, teams: teamsThere };
  },
});

/**
 * Installs a kept pack, if its difference is still what was looked at. The file stays for its day: sent twice, it changes
 * nothing the second time.
 * @throws not_found; pack_moved_on; pack_refused naming what to correct
 */
export const installKeptPack = defineCommand({
  name: 'packs.install-kept-pack',
  permission,
  input: z.strictObject({
    id: uuidField,
    /** Of the difference that was looked at, in which nothing is taken over the council’s own. */
    code: z.string().max(64),
    teams: TeamsNamed,
    take,
  }),
  output: Installed,
  run: async (context, { id, code, teams, take: taken }) => {
    const file = await getKeptFile(context, { kind: 'pack', id });
    const asked = askedFor(file, teams);
    if ((await planInstall(context, asked)).code !== code) throw packMovedOn();
    const installed = await context.call(installPack, { ...asked, teams: { ...teams }, take: taken });
    const details = { installation: installed.id, taken: taken.length };
    await context.audit({ authorityId: file.authorityId, subject: { kind: 'pack-file', id }, details });
    return installed;
  },
});

/** The pack’s teams that the council lacks are made once each has been decided on, and not before. */
function askedFor({ authorityId, content }: KeptFile, teams: TeamsChosen): InstallAsked & { readonly take: string[] } {
  const { pack } = parsePack(JSON.parse(content));
  if (!pack) throw packRefused({}, 'This pack can’t be read any more. Send its file again.');
  const isDecided = Object.keys(pack.teams).every((key) => Object.hasOwn(teams, key));
  return { authorityId, pack, teams, take: [], missingTeams: isDecided ? 'add' : 'refuse' };
}
