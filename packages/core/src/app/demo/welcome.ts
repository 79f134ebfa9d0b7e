import { latinLetters } from './world/latin-letters.js';
import { showcaseStaff } from './world/staff.js';

/** Address and sign-ins, as the demo prints them. */
export function welcomeText(address: string, password: string): string {
  const people = showcaseStaff.map(([givenName, familyName, council, role]) => {
    const signInName = `${latinLetters(givenName)}.${latinLetters(familyName)}`;
    return `  ${signInName.padEnd(18)} ${council.padEnd(13)} ${role}`;
  });
  return [
    '',
    `Moothall is ready at ${address}`,
    '',
    `Sign in with the password  ${password}  as any of:`,
    ...people,
    '',
    'What to try first: docs/demo.md. Stop with Ctrl+C.',
  ].join('\n');
}
