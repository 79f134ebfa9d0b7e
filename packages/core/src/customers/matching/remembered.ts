const mostRemembered = 20_000;

/**
 * The same function, remembering what it made of a text. Names and streets repeat: an import of a million people has
 * some tens of thousands.
 */
export function remembered<T>(make: (text: string) => T): (text: string) => T {
  const made = new Map<string, T>();
  return (text) => {
    let known = made.get(text);
    if (known === undefined) {
      if (made.size >= mostRemembered) made.clear();
      made.set(text, (known = make(text)));
    }
    return known;
  };
}
