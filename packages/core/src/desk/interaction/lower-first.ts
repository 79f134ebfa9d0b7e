/** "Log missed bin", but "Log CCTV request": a name that begins with capitals keeps them. */
export function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
