import type { Command } from 'commander';

export type Shell = 'bash' | 'zsh' | 'fish';

/** One command with its place: `['backup', 'key', 'new']`. */
interface Place {
  readonly words: readonly string[];
  readonly command: Command;
}

/** What a shell runs to complete commands and options. */
export function completionScript(program: Command, shell: Shell): string {
  const places = placesOf(program, []);
  if (shell === 'fish') return fish(places);
  return shell === 'bash' ? bash(places) : `autoload -U +X bashcompinit && bashcompinit\n${bash(places)}`;
}

const isShown = (command: Command): boolean => !(command as unknown as { _hidden?: boolean })._hidden;

function placesOf(command: Command, words: readonly string[]): Place[] {
  const below = command.commands.filter(isShown).flatMap((each) => placesOf(each, [...words, each.name()]));
  return [{ words, command }, ...below];
}

const optionsOf = ({ command }: Place): string[] => [
  ...command.options.filter(({ hidden }) => !hidden).flatMap(({ long }) => long ?? []),
  '--help',
];
const commandsOf = ({ command }: Place): string[] => command.commands.filter(isShown).map((each) => each.name());

/** The longest place that the words so far begin with is the command; files are offered besides. */
function bash(places: readonly Place[]): string {
  const cases = [...places]
    .sort((a, b) => b.words.length - a.words.length)
    .map((place) => {
      const pattern = place.words.length === 0 ? '*' : `" ${place.words.join(' ')} "*`;
      return `    ${pattern}) words="${[...commandsOf(place), ...optionsOf(place)].join(' ')}" ;;`;
    });
  return `_moothall() {
  local word words path=" " current="\${COMP_WORDS[COMP_CWORD]}"
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in -*) ;; *) path="$path$word " ;; esac
  done
  case "$path" in
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _moothall moothall
`;
}

function fish(places: readonly Place[]): string {
  return `${places.flatMap(fishLines).join('\n')}\n`;
}

function fishLines(place: Place): string[] {
  const commands = commandsOf(place);
  const isHere = [
    ...place.words.map((word) => `__fish_seen_subcommand_from ${word}`),
    ...(commands.length > 0 ? [`not __fish_seen_subcommand_from ${commands.join(' ')}`] : []),
  ].join('; and ');
  const when = isHere === '' ? '' : ` -n '${isHere}'`;
  const below = place.command.commands
    .filter(isShown)
    .map((each) => `complete -c moothall${when} -f -a ${each.name()} -d '${quoted(each.description())}'`);
  const options = place.command.options
    .filter(({ hidden, long }) => !hidden && long !== undefined)
    .map(({ long = '', description, required }) => {
      const value = required ? ' -r' : '';
      return `complete -c moothall${when} -l ${long.slice(2)}${value} -d '${quoted(description)}'`;
    });
  return [...below, ...options];
}

const quoted = (text: string): string => text.replace(/[\\']/g, '\\$&');
