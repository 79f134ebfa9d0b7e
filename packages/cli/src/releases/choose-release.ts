import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { runInstead } from '../running/run-instead.js';
import { currentCommand, currentNode, releasesFolder } from './release-folder.js';

type Main = (args: readonly string[]) => Promise<number>;

const ownPackage = fileURLToPath(new URL('../../', import.meta.url));

/**
 * The command line that is to answer: that of the release which the named installation uses, whatever version was called.
 * So code and data always fit. A release that is called by its own path answers itself.
 */
export async function chooseMain(args: readonly string[], directory: string): Promise<Main> {
  const root = rootsNamed(args, directory).find((each) => existsSync(path.join(each, 'moothall.yaml')));
  const command = root === undefined ? undefined : otherCommand(root);
  if (root !== undefined && command !== undefined && !isOwnNode(currentNode(root)))
    return (words) => runInstead(currentNode(root), command, words);
  const entry = command === undefined ? new URL('../index.js', import.meta.url).href : entryOf(command);
  return ((await import(entry)) as { main: Main }).main;
}

export const entryOf = (command: string): string =>
  pathToFileURL(path.resolve(path.dirname(command), '../dist/index.js')).href;

/** What a release was compiled for is the Node that it brought, and no other. */
const isOwnNode = (node: string): boolean => realpathSync(node) === realpathSync(process.execPath);

function otherCommand(root: string): string | undefined {
  const command = currentCommand(root);
  if (command === undefined) return undefined;
  const isRelease = realpathSync(ownPackage).startsWith(`${realpathSync(releasesFolder(root))}${path.sep}`);
  return isRelease ? undefined : command;
}

/** `--dir X`, `--dir=X`, `init X`; else where it is called. */
function rootsNamed(args: readonly string[], directory: string): string[] {
  const named = args.flatMap((word, index) => {
    if (word.startsWith('--dir=')) return [word.slice('--dir='.length)];
    return word === '--dir' ? [args[index + 1] ?? '.'] : [];
  });
  const places = named.length > 0 ? named : args[0] === 'init' ? [...args.slice(1), '.'] : ['.'];
  return places.map((place) => path.resolve(directory, place));
}
