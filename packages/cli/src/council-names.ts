import { readFileSync } from 'node:fs';

/** Codes and names, with their source in the first lines. */
const table = new URL('../data/councils.txt', import.meta.url);

/** The name of a council by its GSS code; `undefined` for a code that the table hasn't got. */
export function councilName(gss: string): string | undefined {
  const code = gss.trim().toUpperCase();
  if (!/^[A-Z]\d{8}$/.test(code)) return undefined;
  const line = readFileSync(table, 'utf8')
    .split('\n')
    .find((each) => each.startsWith(`${code} `));
  return line?.slice(code.length + 1);
}
