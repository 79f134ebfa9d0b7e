/**
 * `[data-elapsed]` holds for how many milliseconds a contact has gone on; in place of when it began, its minutes and
 * seconds are shown and go on. Told as a duration, so that a wrong clock in the browser does no harm.
 */
export function startCallClock(): void {
  const clock = document.querySelector<HTMLElement>('[data-elapsed]');
  if (!clock) return;
  const beganAt = performance.now() - Number(clock.dataset['elapsed']);
  const show = (): void => {
    clock.textContent = clockText(Math.max(0, Math.floor((performance.now() - beganAt) / 1000)));
  };
  show();
  window.setInterval(show, 1000);
}

/** "02:14", and "1:02:14" after an hour. */
function clockText(seconds: number): string {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const parts = [...(hours > 0 ? [hours] : []), minutes, seconds % 60];
  return parts.map((part, at) => (at === 0 && hours > 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}
