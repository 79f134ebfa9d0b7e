import type { Locator, Page } from 'playwright-core';
import type { Desk } from './desk.js';
import type { Effort } from './hands.js';

/** How somebody works: the same task, by the keys of the desk, or with what a browser can do without scripts. */
export interface Worker {
  readonly page: Page;
  readonly effort: Effort;
  goTo(path: string): Promise<void>;
  /** Goes on to another page by a link or button: by its key, if it has one. */
  follow(control: Locator, key?: string): Promise<void>;
  /** Opens or focuses something on the page. */
  open(control: Locator, key?: string): Promise<void>;
  type(field: Locator, text: string): Promise<void>;
  tick(box: Locator): Promise<void>;
  /** Chooses one of a group of radios of which none is chosen yet. */
  pick(radio: Locator): Promise<void>;
  /** Chooses one of a list by its label. */
  choose(list: Locator, label: string): Promise<void>;
}

/** Tab and the page's keys, each press counted. */
export function byKeyboard(desk: Desk): Worker {
  const { page, hands } = desk;
  const reach = async (target: Locator): Promise<void> => {
    const isFocused = () => target.evaluate((element) => element === document.activeElement);
    if (await isFocused()) return;
    const mustSkip = await target.evaluate((element) => {
      const main = document.querySelector('main');
      return main?.contains(element) === true && !main.contains(document.activeElement);
    });
    if (mustSkip) await hands.press('Tab', 'Enter');
    const key = (await target.evaluate(isBeforeFocus)) ? 'Shift+Tab' : 'Tab';
    for (let pressed = 0; pressed < 80; pressed += 1) {
      if (await isFocused()) return;
      await hands.press(key);
    }
    throw new Error(`80 presses of ${key} did not reach ${target.toString()}`);
  };
  const press = async (control: Locator, key: string | undefined): Promise<void> => {
    await control.waitFor();
    if (key === undefined) await reach(control);
    await hands.press(...(key ?? 'Enter').split(' '));
  };
  return {
    page,
    get effort() {
      return hands.effort;
    },
    goTo: (path) => beginAt(desk, path),
    follow: async (control, key) => {
      await control.waitFor();
      if (key === undefined) await reach(control);
      const keys = (key ?? 'Enter').split(' ');
      await hands.press(...keys.slice(0, -1));
      const arrived = page.waitForEvent('domcontentloaded');
      await hands.press(...keys.slice(-1));
      await arrived;
      await page.waitForLoadState('load');
    },
    open: press,
    type: async (field, text) => {
      await reach(field);
      await hands.type(text);
    },
    tick: async (box) => {
      await reach(box);
      await hands.press('Space');
    },
    pick: async (radio) => {
      const name = (await radio.getAttribute('name')) ?? '';
      const group = page.locator(`input[type="radio"][name="${name}"]`);
      await reach(group.first());
      await hands.press('Space');
      for (let passed = await group.count(); passed > 0 && !(await radio.isChecked()); passed -= 1)
        await hands.press('ArrowDown');
    },
    choose: async (list, label) => {
      await reach(list);
      await hands.type(label);
    },
  };
}

/** Clicks, as on a page whose scripts did not arrive. */
export function withoutScripts(desk: Desk): Worker {
  const { page, hands } = desk;
  const click = (control: Locator): Promise<void> => hands.click(control);
  return {
    page,
    get effort() {
      return hands.effort;
    },
    goTo: (path) => beginAt(desk, path),
    follow: click,
    open: click,
    type: (field, text) => field.fill(text),
    tick: (box) => box.check(),
    pick: (radio) => radio.check(),
    choose: async (list, label) => {
      await list.selectOption({ label });
    },
  };
}

/** Effort counts from the page on which the task begins. */
async function beginAt({ goTo, hands }: Desk, path: string): Promise<void> {
  await goTo(path);
  hands.startCounting();
}

/** In the browser: whether an element stands before the one that has the focus. */
function isBeforeFocus(element: Element): boolean {
  const focus = document.activeElement;
  if (!focus || focus === document.body) return false;
  return (focus.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING) !== 0;
}
