/**
 * The same function, remembering what it made of so many texts at most: of names and streets, say, of which an import of
 * a million people has some tens of thousands. For what depends on the text alone and is defined.
 */
export function remembered<T>(make: (text: string) => T, atMost = 20_000): (text: string) => T {
  const made = new Map<string, T>();
  return (text) => {
    let known = made.get(text);
    if (known === undefined) {
      if (made.size >= atMost) made.clear();
      made.set(text, (known = make(text)));
    }
    return known;
  };
}
