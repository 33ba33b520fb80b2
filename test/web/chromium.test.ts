import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PAGES } from '../../src/core/page/page.ts';
import { createPictures } from '../../src/pictures/pictures.ts';
import { pictures, type Site } from './dashboard.ts';
import { livelySite, raise } from './scene.ts';

const CHROMIUM = '/usr/bin/chromium';
const FLAGS =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';
const require = createRequire(import.meta.url);
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
/** Where pictures of the pages go, for people to look at. */
const SHOTS = process.env.RONDO_SHOTS;

const missing = !existsSync(CHROMIUM);
if (missing && process.env.CI === 'true') throw new Error(`The tests of the pages need ${CHROMIUM}.`);

const WIDTHS = [390, 820, 1440];
/** Between them they have everything that has a colour. */
const DARK = ['today', 'escalations/atlas-1', 'log'];
const PATHS = [...Object.keys(PAGES), 'escalations/atlas-1'];

describe.skipIf(missing)('the dashboard in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS.split(' ') });
  });
  afterAll(() => browser?.close());

  /** Somebody comes in by the link and the button. */
  async function comeIn(there: Site, who: string) {
    const complaints: string[] = [];
    const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
    context.setDefaultTimeout(5_000);
    const page = await context.newPage();
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (said) => {
      if (said.type() === 'error') complaints.push(said.text());
    });
    await page.goto(there.url + (await there.wayFor(who)));
    await serious(page);
    await page.getByRole('button', { name: 'Open the dashboard' }).click();
    await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor();
    return { context, page, complaints };
  }

  test('every page fits a phone, a tablet and a desk, in light and dark, and axe finds nothing serious', {
    timeout: 90_000,
  }, async () => {
    const there = await livelySite({ pictures: SHOTS ? createPictures() : pictures });
    const { context, page, complaints } = await comeIn(there, 'mia');
    for (const path of PATHS) {
      await page.goto(`${there.url}/dashboard/atlas/${path}`);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        await fits(page, `${path} at ${width}`);
        if (SHOTS) await shoot(page, `${path.replace('/', '-')}-${width}`);
      }
      await serious(page);
    }
    await page.emulateMedia({ colorScheme: 'dark' });
    for (const path of DARK) {
      await page.goto(`${there.url}/dashboard/atlas/${path}`);
      await serious(page, ['color-contrast']);
    }
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ media: 'print', colorScheme: 'light' });
    expect(await page.locator('header').isVisible()).toBe(false);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('a page works by keyboard: the first stop leads to the content, the next ones through the pages', async () => {
    const there = await livelySite();
    const { context, page } = await comeIn(there, 'tom');
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('To the content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('main');
    await page.getByRole('link', { name: 'Blockers' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Blockers' }).waitFor();
    await context.close();
  });

  test('an open page shows what has just happened, without being loaded again', async () => {
    const there = await livelySite({
      now: Date.now,
      later: (span, call) => void setTimeout(call, span).unref(),
    });
    const { context, page, complaints } = await comeIn(there, 'mia');
    const opened = page.waitForResponse((answer) => answer.url().endsWith('/live'));
    await page.goto(`${there.url}/dashboard/atlas/escalations`);
    await opened;
    await page.evaluate('window.same = true');
    await raise(there, 'kim', 'The build machine is full');
    await page.getByRole('cell', { name: 'The build machine is full' }).waitFor();
    expect(await page.evaluate('window.same')).toBe(true);
    expect(complaints).toEqual([]);
    await context.close();
  });
});

function focused(page: Page): Promise<string> {
  return page.evaluate<string>('document.activeElement.textContent.trim()');
}

async function fits(page: Page, where: string): Promise<void> {
  const width = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
  expect(width, `${where} is too wide by so many pixels`).toBeLessThanOrEqual(0);
}

async function serious(page: Page, rules?: string[]): Promise<void> {
  // The page's policy refuses a script tag: this comes by the debugger.
  await page.evaluate(AXE);
  const found = await page.evaluate<{
    violations: { id: string; impact: string; nodes: { html: string }[] }[];
  }>(
    `axe.run(document, ${JSON.stringify({ resultTypes: ['violations'], ...(rules && { runOnly: rules }) })})`,
  );
  const bad = found.violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(bad.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
}

async function shoot(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: `${SHOTS}/${name}-${colorScheme}.png`, fullPage: true });
  }
  await page.emulateMedia({ colorScheme: 'light' });
}
