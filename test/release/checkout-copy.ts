import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../../..');

/**
 * A copy of this checkout as it stands, compiled and committed, from which a release may be made. Its tools are the
 * checkout's own.
 */
export function copyCheckout(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const name of ['lerna.json', 'package.json', 'package-lock.json', '.npmrc', '.gitignore', 'scripts', 'packages'])
    cpSync(path.join(root, name), path.join(folder, name), {
      recursive: true,
      verbatimSymlinks: true,
      preserveTimestamps: true,
      filter: (file) => path.basename(file) !== 'node_modules',
    });
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  git(folder, 'init', '--quiet', '--initial-branch=main');
  appendFileSync(path.join(folder, '.git/info/exclude'), 'node_modules\n'); // .gitignore means folders
  commit(folder, 'Begin');
}

/** Keeps everything that was changed in the copy. */
export function commit(folder: string, message: string): void {
  git(folder, 'add', '--all', '.');
  git(folder, 'commit', '--quiet', '--allow-empty', '--message', message);
}

/** Under a name of its own, whoever runs the tests. */
export const gitIdentity = {
  GIT_AUTHOR_NAME: 'Release test',
  GIT_AUTHOR_EMAIL: 'release@moothall.example',
  GIT_COMMITTER_NAME: 'Release test',
  GIT_COMMITTER_EMAIL: 'release@moothall.example',
  GIT_CONFIG_GLOBAL: '/dev/null',
} as const;

function git(cwd: string, ...words: readonly string[]): void {
  execFileSync('git', words, { cwd, env: { ...process.env, ...gitIdentity }, stdio: 'pipe' });
}
