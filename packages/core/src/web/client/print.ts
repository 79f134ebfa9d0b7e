/** Shows the button `[data-print]`, which prints the page, in place of the words `[data-print-by-hand]`. */
export function startPrint(): void {
  for (const button of document.querySelectorAll<HTMLElement>('[data-print]')) {
    button.hidden = false;
    button.addEventListener('click', () => window.print());
  }
  for (const words of document.querySelectorAll<HTMLElement>('[data-print-by-hand]')) words.hidden = true;
}
