/** Says something to those who hear the page, without moving focus. */
export function announce(words: string): void {
  const announcer = document.getElementById('announcer');
  if (announcer) announcer.textContent = words;
}
