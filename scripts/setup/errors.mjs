/** A set-up that cannot go on, with a message that says what to do. Exit code 3: the machine is not ready for it. */
export class SetupError extends Error {
  constructor(message, { exitCode = 3 } = {}) {
    super(message);
    this.exitCode = exitCode;
  }
}

const faults = [
  {
    signs: /ENOSPC|no space left on device/i,
    advice: 'The disk is full. A checkout needs about 1.5 GB with its packages.',
  },
  {
    signs: /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET_TIMEOUT|ENETUNREACH|getaddrinfo/,
    advice:
      'The npm registry cannot be reached. Check the network; behind a proxy or with a mirror, set them with ' +
      '`npm config set proxy …` or `npm config set registry …`.',
  },
  {
    signs: /SELF_SIGNED_CERT|UNABLE_TO_GET_ISSUER|CERT_/,
    advice: "The registry's certificate is not trusted here. Point NODE_EXTRA_CA_CERTS at your network's CA file.",
  },
  {
    signs: /EACCES|EPERM|EROFS|permission denied/i,
    advice: 'A file cannot be written. Check who owns the checkout and the npm cache; do not mix root and other users.',
  },
  {
    signs: /EBADENGINE|Unsupported engine/,
    advice: 'This npm or Node is too old. Use Node 24 LTS with the npm that comes with it.',
  },
  {
    signs: /Could not find any Python|not found: make|(make|g\+\+|gcc|cc|c\+\+): (command )?not found|find Python/i,
    advice:
      'A C++ compiler, make and Python 3 are needed once, to compile the SQLite driver.\n' +
      'On Debian or Ubuntu: apt-get install -y build-essential python3',
  },
];

/** Turns a failed command's output into a message with the fix first and the last lines of the output after it. */
export function explain(what, output) {
  const known = faults.find(({ signs }) => signs.test(output));
  const lastLines = output.trim().split('\n').slice(-20).join('\n');
  return new SetupError([what, known?.advice, '', lastLines].filter((line) => line !== undefined).join('\n'));
}
