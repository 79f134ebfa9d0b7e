import type { Locator, Page } from 'playwright-core';

/** What a person does with keyboard and mouse, counted. A chord such as Ctrl+Enter counts as one key. */
export interface Hands {
  press(...keys: string[]): Promise<void>;
  /** A key press for each character, into whatever has the focus. */
  type(text: string): Promise<void>;
  click(target: Locator): Promise<void>;
  /** Since the hands were made, or since `startCounting`. */
  readonly effort: Effort;
  startCounting(): void;
}

export interface Effort {
  readonly keys: number;
  readonly clicks: number;
}

export function handsOn(page: Page): Hands {
  let keys = 0;
  let clicks = 0;
  return {
    press: async (...pressed) => {
      for (const key of pressed) await page.keyboard.press(key);
      keys += pressed.length;
    },
    type: async (text) => {
      await page.keyboard.type(text);
      keys += [...text].length;
    },
    click: async (target) => {
      await target.click();
      clicks += 1;
    },
    get effort() {
      return { keys, clicks };
    },
    startCounting: () => {
      keys = 0;
      clicks = 0;
    },
  };
}
