import {
  listAuthorities,
  listCouncils,
  listPartSuccessors,
  successorIn,
  type Authority,
} from '../authorities/index.js';
import { everyAuthority, type AuthorityId } from '../kernel/scope.js';
import type { Kernel } from '../kernel/kernel.js';

/** Which of the installation's authorities serve the area that a gazetteer's custodian keeps. */
export interface AreaAuthorities {
  /** For a local custodian code: the council and its county, those that are members. */
  ofCustodian(code: string): readonly AuthorityId[];
  /** Whether the national list has a council of that code. */
  isKnown(code: string): boolean;
  /** The custodian code of a council, by its GSS code. */
  custodianOf(gssCode: string): string | undefined;
  /** The authority and its county. */
  withCounty(id: AuthorityId): readonly AuthorityId[];
  /** Those that follow another in a part of its area: which places are theirs, the custodian doesn't say. */
  readonly inPart: ReadonlySet<AuthorityId>;
  /** Per authority, the custodian codes of its area. */
  readonly codesByAuthority: ReadonlyMap<AuthorityId, readonly string[]>;
}

/** Reads the national list (`moothall import gss-authorities`) and the members' GSS codes. */
export async function areaAuthorities(kernel: Kernel): Promise<AreaAuthorities> {
  const members = await listAuthorities(kernel);
  const councils = await listCouncils(kernel.db.read(everyAuthority));
  const memberByGss = new Map(members.flatMap((member) => (member.gssCode ? [[member.gssCode, member] as const] : [])));
  const byCode = new Map<string, AuthorityId[]>();
  const codeByGss = new Map<string, string>();
  for (const { gssCode, parentGssCode, localCustodianCode } of councils) {
    if (localCustodianCode === null) continue;
    codeByGss.set(gssCode, localCustodianCode);
    const served = [memberByGss.get(gssCode), memberByGss.get(parentGssCode ?? '')].flatMap((member) =>
      member ? withParent(members, member) : [],
    );
    const known = byCode.get(localCustodianCode) ?? [];
    byCode.set(localCustodianCode, inOrder([...known, ...served]));
  }
  return {
    ofCustodian: (code) => byCode.get(code) ?? [],
    isKnown: (code) => byCode.has(code),
    custodianOf: (gssCode) => codeByGss.get(gssCode),
    withCounty: (id) => inOrder(members.filter((member) => member.id === id).flatMap((m) => withParent(members, m))),
    inPart: new Set(await listPartSuccessors(kernel.db.read(everyAuthority))),
    codesByAuthority: codesByAuthority(byCode),
  };
}

function withParent(members: readonly Authority[], member: Authority): AuthorityId[] {
  const parent = members.find(({ id }) => id === member.parentId);
  const around = [member.id, successorIn(members, member).id];
  return parent && parent.kind === 'authority' ? [...around, parent.id] : around;
}

function inOrder(ids: readonly AuthorityId[]): AuthorityId[] {
  return [...new Set(ids)].sort((a, b) => a - b);
}

function codesByAuthority(byCode: ReadonlyMap<string, readonly AuthorityId[]>): Map<AuthorityId, string[]> {
  const codes = new Map<AuthorityId, string[]>();
  for (const [code, authorities] of byCode)
    for (const id of authorities) codes.set(id, [...(codes.get(id) ?? []), code]);
  return codes;
}
