import { fileURLToPath } from 'node:url';

/** This command, as another process runs it. */
export const commandFile = fileURLToPath(new URL('../../bin/moothall.js', import.meta.url));

/** As the command's own first line has it. */
export const nodeOptions = ['--max-semi-space-size=8'] as const;
export const nodeEnvironment = { MALLOC_ARENA_MAX: '2' } as const;
