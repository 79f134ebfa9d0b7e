const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];

/** `4.1 MB` */
export function sizeInWords(bytes: number): string {
  let [size, unit] = [bytes, 0];
  for (; size >= 1000 && unit < units.length - 1; unit += 1) size /= 1000;
  return `${unit === 0 ? size : size.toFixed(1)} ${units[unit]}`;
}

/** `12,345 rows`, `1 file` */
export function countInWords(count: number, one: string): string {
  return `${count.toLocaleString('en-GB')} ${one}${count === 1 ? '' : 's'}`;
}

/** `0.4 s` */
export const secondsInWords = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
