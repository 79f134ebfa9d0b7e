import type { SignInInstance } from '@moothall/adapter-sdk';
import { askInstance } from '../../adapters/index.js';
import { listAuthorities } from '../../authorities/index.js';
import type { ConfiguredAdapter } from '../../kernel/adapters.js';
import type { Kernel } from '../../kernel/kernel.js';
import type { AuthorityId } from '../../kernel/scope.js';

/** A way in by another system, which serves one council. */
export interface SignInConnection {
  /** As the configuration names it. */
  readonly name: string;
  /** What its button says after “Sign in with”. */
  readonly label: string;
  readonly authorityId: AuthorityId;
  /** Asks it, and keeps how it is. Undefined: it is paused, rests or failed. */
  ask<T>(work: (instance: SignInInstance) => Promise<T>): Promise<{ readonly value: T } | undefined>;
}

/** The ways in by other systems that run, in the configuration’s order. */
export function listSignIns(kernel: Kernel): SignInConnection[] {
  return kernel.adapters.list.flatMap((one) => connectionOf(kernel, one) ?? []);
}

export function findSignIn(kernel: Kernel, name: string): SignInConnection | undefined {
  return listSignIns(kernel).find((one) => one.name === name);
}

/** Of one that serves several councils, or none in particular, nobody could say into which it lets somebody in. */
function connectionOf(kernel: Kernel, one: ConfiguredAdapter): SignInConnection | undefined {
  const { name, part, authorityIds } = one;
  if (part.state !== 'running' || part.kind !== 'sign-in' || authorityIds === 'all') return undefined;
  const [authorityId, ...others] = authorityIds;
  if (authorityId === undefined || others.length > 0) return undefined;
  // The kind says what its instances can do; the conformance suite of the kind proves it.
  const instance = part.instance as SignInInstance;
  return { name, label: instance.label, authorityId, ask: (work) => askInstance(kernel, one, () => work(instance)) };
}

/** A button of the sign-in page. */
export interface SignInButton {
  readonly name: string;
  readonly label: string;
  /** Of the council whose staff it is for. */
  readonly council: string;
}

/** The buttons of the sign-in page, by council. */
export async function listSignInButtons(kernel: Kernel): Promise<SignInButton[]> {
  const connections = listSignIns(kernel);
  if (connections.length === 0) return [];
  const councils = new Map((await listAuthorities(kernel)).map(({ id, name }) => [id, name]));
  return connections
    .map(({ name, label, authorityId }) => ({ name, label, council: councils.get(authorityId) ?? '' }))
    .sort((a, b) => a.council.localeCompare(b.council) || a.label.localeCompare(b.label));
}
