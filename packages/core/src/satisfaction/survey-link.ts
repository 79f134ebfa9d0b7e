/** Where the customer answers. */
export function linkTo(origin: string, token: string): string {
  return `${origin}/s/${token}`;
}
