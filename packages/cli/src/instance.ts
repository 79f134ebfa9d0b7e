import { existsSync } from 'node:fs';
import path from 'node:path';
import type * as CoreModule from '@moothall/core';
import type { Config, Kernel } from '@moothall/core';
import type { Io } from './io.js';

export type Core = typeof CoreModule;

/** Core has native parts (the database driver), so it is loaded when a command needs it and not before. */
export async function loadCore(): Promise<Core> {
  return await import('@moothall/core');
}

class InstanceError extends Error {
  readonly code = 'ENOENT';
  readonly path: string;
  constructor(directory: string) {
    super('no instance');
    this.path = `${path.join(directory, 'moothall.yaml')}. Name the directory of your installation with --dir`;
  }
}

/** The directory of an installation, found without reading its configuration. @throws ENOENT */
export function installationRoot(io: Io, directory: string): string {
  const root = path.resolve(io.directory, directory);
  if (!existsSync(path.join(root, 'moothall.yaml'))) throw new InstanceError(root);
  return root;
}

/** Reads the configuration of the instance in a directory, which is printed so that nobody works on the wrong one. */
export async function openInstance(io: Io, directory: string): Promise<{ core: Core; config: Config; root: string }> {
  const root = installationRoot(io, directory);
  const core = await loadCore();
  return { core, config: core.readConfig(root, io.environment), root };
}

/**
 * Opens the instance's database for one command and closes it after. What moves councils' records works alone.
 * @throws installation_in_use; installation_taken
 */
export async function withKernel<T>(
  io: Io,
  directory: string,
  work: (kernel: Kernel, core: Core) => Promise<T>,
  use: 'together' | 'alone' = 'together',
): Promise<T> {
  const { core, config } = await openInstance(io, directory);
  const kernel = await core.openKernel(config, core.systemClock());
  try {
    const hold = await core.holdInstallation(kernel.db, use);
    try {
      return await work(kernel, core);
    } finally {
      await hold.release();
    }
  } finally {
    await core.closeKernel(kernel);
  }
}
