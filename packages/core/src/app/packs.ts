import { getPartnership, listAuthorities, type Authority } from '../authorities/index.js';
import { systemActor } from '../kernel/actor.js';
import { runCommand } from '../kernel/command.js';
import { badInput, isError } from '../kernel/errors.js';
import type { Kernel } from '../kernel/kernel.js';
import { runQuery } from '../kernel/query.js';
import {
  connectionStanza,
  exportPack,
  installPack,
  listPacks,
  planPack,
  type InstalledPack,
  type InstallPlan,
  type Pack,
} from '../packs/index.js';

const commandLine = systemActor('command line');

/** Whose a pack is or becomes: a council's, by its address or its GSS code, or the partnership's, which all may take. */
export type PackOwner = { readonly authority: string | undefined } | 'partnership';

/** What `moothall pack install` is told besides the file. */
export interface PackAsked {
  readonly owner: PackOwner;
  readonly pack: Pack;
  readonly teams: Readonly<Record<string, string>>;
  readonly take: readonly string[];
  readonly missingTeams: 'refuse' | 'add';
}

/** What installing a pack would do, and for whom. */
export interface PackPlan {
  readonly owner: Authority;
  readonly plan: InstallPlan;
}

/** @throws bad_input when there is no such council */
export async function planPackInstall(kernel: Kernel, { owner: whose, ...asked }: PackAsked): Promise<PackPlan> {
  const owner = await ownerOf(kernel, whose);
  const plan = await runQuery(kernel, commandLine, planPack, { authorityId: owner.id, ...inputOf(asked) });
  return { owner, plan };
}

/** Does what was planned. @throws pack_refused; pack_moved_on */
export async function installPlanned(
  kernel: Kernel,
  asked: PackAsked,
  { owner, plan }: PackPlan,
): Promise<{ readonly updated: number; readonly kept: number; readonly conflicts: number }> {
  const input = { authorityId: owner.id, ...inputOf(asked), seen: plan.code };
  return await runCommand(kernel, commandLine, installPack, input);
}

function inputOf({ pack, teams, take, missingTeams }: Omit<PackAsked, 'owner'>): object {
  return { pack, teams, take, missingTeams };
}

/** The stanza for `moothall.yaml`, where the pack has one. */
export function packStanza(pack: Pack, { kind, slug }: Pick<Authority, 'kind' | 'slug'>): string | undefined {
  return connectionStanza(pack, kind === 'partnership' ? undefined : slug);
}

/** An installed pack and whose it is. */
export interface OwnedPack extends InstalledPack {
  readonly owner: Authority;
}

/** Every installed pack of one owner, or of all. */
export async function installedPacks(kernel: Kernel, whose?: PackOwner): Promise<OwnedPack[]> {
  const known = await listAuthorities(kernel);
  const only = whose && (await ownerOf(kernel, whose));
  const found: OwnedPack[] = [];
  let cursor: string | null = null;
  do {
    const input: object = { limit: 50, ...(cursor === null ? {} : { cursor }) };
    const page: Awaited<ReturnType<typeof listPacks.run>> = await runQuery(kernel, commandLine, listPacks, input);
    for (const pack of page.items) {
      const owner = known.find(({ id }) => id === pack.authorityId);
      if (owner && (!only || only.id === owner.id)) found.push({ ...pack, owner });
    }
    cursor = page.nextCursor;
  } while (cursor !== null);
  return found;
}

/** One of an owner's. @throws bad_input when it isn't installed */
export async function installedPack(kernel: Kernel, whose: PackOwner, name: string): Promise<OwnedPack> {
  const found = (await installedPacks(kernel, whose)).find((each) => each.name === name);
  if (found) return found;
  throw fault('name', `${name} isn’t installed there: "moothall pack list" shows what is`);
}

/** What is told of a pack that is made of a service; the rest is as it was installed, else worked out. */
export type ExportAsked = Partial<Pick<Pack, 'name' | 'version' | 'title' | 'by' | 'licence' | 'about'>> & {
  readonly owner: PackOwner;
  readonly service: string;
};

/** @throws bad_input when there is no such service, or what keeps it from being a pack */
export async function exportService(kernel: Kernel, { owner: whose, ...asked }: ExportAsked): Promise<Pack> {
  const owner = await ownerOf(kernel, whose);
  try {
    return await runQuery(kernel, commandLine, exportPack, { authorityId: owner.id, ...asked });
  } catch (error) {
    if (!isError(error, 'not_found')) throw error;
    throw fault('service', `${owner.name} has published no service ${asked.service}: name it by its key`);
  }
}

async function ownerOf(kernel: Kernel, whose: PackOwner): Promise<Authority> {
  if (whose === 'partnership') return await getPartnership(kernel);
  const councils = (await listAuthorities(kernel)).filter(({ kind }) => kind === 'authority');
  const [only, another] = councils;
  if (whose.authority === undefined && only && !another) return only;
  const named = whose.authority?.toLowerCase();
  const found = councils.find(({ slug, gssCode }) => slug === named || gssCode?.toLowerCase() === named);
  if (found) return found;
  const choices = councils.map(({ slug }) => slug).join(', ') || 'none yet';
  throw fault('authority', `Name the council by its address or GSS code (${choices}), or say --partnership`);
}

function fault(field: string, message: string): Error {
  return badInput({ faults: [{ field, message }] });
}
