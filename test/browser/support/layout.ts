import type { Page } from 'playwright-core';

/** What is wrong with the page's frame and measure: headings, sideways scroll, targets too small to hit. */
export async function layoutFaults(page: Page): Promise<string[]> {
  const headings = await page.evaluate(() => document.querySelectorAll('h1').length);
  return [
    ...(headings === 1 ? [] : [`${headings} first headings`]),
    ...(await smallTargets(page)).map((target) => `smaller than 24 px: ${target}`),
    ...(await scrollFaults(page)),
  ];
}

/** Links within a sentence may be as high as their line (WCAG 2.2, 2.5.8). */
async function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const inText = (element: Element): boolean => getComputedStyle(element).display === 'inline';
    const controls = [...document.querySelectorAll('a, button, input:not([type=hidden]), select, textarea, summary')];
    return controls
      .filter((control) => control.checkVisibility() && !inText(control) && !control.closest('.govuk-skip-link'))
      .map((control) => ({ control, box: control.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 1 && (box.height < 23.5 || box.width < 23.5))
      .map(({ control, box }) => {
        const words = (control.textContent || control.id).trim().slice(0, 30);
        return `${control.tagName.toLowerCase()} “${words}” ${Math.round(box.width)}×${Math.round(box.height)}`;
      });
  });
}

/** What doesn't fit on a telephone, or with text twice as large. The window is as it was afterwards. */
async function scrollFaults(page: Page): Promise<string[]> {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  const narrow = await overflow(page);
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
  const large = await overflow(page);
  await page.evaluate(() => document.documentElement.style.removeProperty('font-size'));
  if (before) await page.setViewportSize(before);
  return [...narrow.map((fault) => `at 320 px ${fault}`), ...large.map((fault) => `at 200% text ${fault}`)];
}

/** How far the page scrolls sideways, and the first thing that makes it. */
async function overflow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.documentElement;
    const tooWide = root.scrollWidth - root.clientWidth;
    if (tooWide <= 0) return [];
    const culprit = [...document.body.querySelectorAll('*')].find(
      (element) => element.getBoundingClientRect().right > root.clientWidth + 1 && element.childElementCount === 0,
    );
    const where = culprit ? `<${culprit.tagName.toLowerCase()} class="${culprit.getAttribute('class') ?? ''}">` : '';
    return [`scrolls ${tooWide} px sideways: ${where} ${(culprit?.textContent ?? '').trim().slice(0, 40)}`];
  });
}
