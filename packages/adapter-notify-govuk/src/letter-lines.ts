const mostLines = 7;

/** The lines of an address as Notify wants them, `address_line_1` to `_7`: whom it is for, and then where. */
export function letterLines(recipientName: string, address: string): Readonly<Record<string, string>> {
  const lines = [recipientName, ...address.split('\n')].map((line) => line.trim()).filter((line) => line !== '');
  const spare = Math.max(0, lines.length - mostLines);
  // What is too many goes into one line in the middle: the first two and the last are read by machines.
  const fitting =
    spare === 0 ? lines : [...lines.slice(0, 2), lines.slice(2, 3 + spare).join(', '), ...lines.slice(3 + spare)];
  return Object.fromEntries(fitting.map((line, index) => [`address_line_${index + 1}`, line]));
}
