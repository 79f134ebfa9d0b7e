import type { DirectoryPerson } from '@moothall/adapter-sdk';

const headings = ['name', 'email', 'authority', 'phone', 'job title', 'manager email'];

/**
 * What a council's directory lists, as a file of its staff (`staffCsv`): so that one difference, one page and one way of
 * writing serve both. It is read by Moothall alone, never by a spreadsheet.
 */
export function listedCsv(people: readonly DirectoryPerson[], slug: string): string {
  const rows = people.map(({ name, email, telephone, jobTitle, managerEmail }) => [
    ...[name, email, slug, telephone ?? '', jobTitle ?? '', managerEmail ?? ''],
  ]);
  return [headings, ...rows].map((row) => row.map((cell) => `"${cell.replace(/"/g, '""')}"`).join(',')).join('\r\n');
}
