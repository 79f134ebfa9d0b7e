import type { Locator, Page } from 'playwright-core';

const most = 60;

/** Goes to a control as somebody without a mouse does. @throws when Tab never reaches it */
export async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let pressed = 0; pressed < most; pressed += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${most} presses of ${key} did not reach ${target.toString()}`);
}
