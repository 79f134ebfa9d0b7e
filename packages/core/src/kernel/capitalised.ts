/** The words with a capital first, as a sentence or a table's cell begins: "today 5pm" as "Today 5pm". */
export function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
