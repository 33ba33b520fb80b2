import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { HOUR } from '../../../src/core/time.ts';
import { card } from './bot.ts';
import { MONDAY, openScene, type Scene } from './scene.ts';

const CHROMIUM = '/usr/bin/chromium';
const FLAGS =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';
const ATLAS = { workspace: 'playground', to: { channel: '#atlas' } };
const how = (id: string) => ({ id, reader: { zone: 'Europe/Berlin' } });

const missing = !existsSync(CHROMIUM);
if (missing && process.env.CI === 'true') throw new Error(`The tests of the page need ${CHROMIUM}.`);
if (missing) console.log(`Skipped: the tests of the page need ${CHROMIUM}.`);

describe.skipIf(missing)('the page', () => {
  let browser: Browser;
  let scene: Scene;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS.split(' ') });
  });
  afterAll(() => browser?.close());

  beforeEach(async () => {
    scene = await openScene();
    complaints = [];
  });
  afterEach(async () => {
    await page.context().close();
    await scene.close();
    expect(complaints).toEqual([]);
  });

  async function look(
    at: Record<string, string> = { as: 'u-mia', in: 'channel:atlas' },
    how: BrowserContextOptions = {},
  ) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...how });
    context.setDefaultTimeout(5_000);
    page = await context.newPage();
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (said) => {
      if (said.type() === 'error' && !said.text().includes('Failed to load resource'))
        complaints.push(said.text());
    });
    await page.goto(`${scene.url}/#${new URLSearchParams(at)}`);
    await page.locator('#people li').first().waitFor({ state: 'attached' });
    await page
      .locator('#talk-title')
      .filter({ hasText: /atlas|Rondo/ })
      .waitFor({ state: 'attached' });
  }

  const lines = () => page.getByRole('region', { name: 'Messages', exact: true });
  const thread = () => page.getByRole('complementary', { name: 'Thread' });
  const box = () => page.getByRole('combobox', { name: /^Message/ });
  const dialog = () => page.getByRole('dialog');
  const button = (name: string | RegExp) => page.getByRole('button', { name });

  /** What has the keyboard: its name, or its words. */
  const focused = () =>
    page.evaluate<string>(
      '((one) => one.labels?.[0]?.textContent ?? one.ariaLabel ?? one.textContent.trim())(document.activeElement)',
    );

  test('the next event brings messages, marks what is unread, and moves the clock', async () => {
    await look();
    await page.getByText('Next: Morning sync asks Mia and Tom, 09:00 (in 30 min)').waitFor();
    await button('Next event').click();
    await lines().getByRole('heading', { name: 'Atlas, Monday 2 November' }).waitFor();
    await button(/^Rondo 1 unread$/).waitFor();
    await button(/^Tom Okafor 1 unread direct messages 08:00$/).waitFor();
    expect(await page.locator('#clock').textContent()).toBe('09:00');
    expect(scene.clock.now()).toBe(MONDAY + HOUR / 2);
  });

  test('a prompt is answered in a dialog; an error stands at its field, and what was typed stays', async () => {
    await look({ as: 'u-mia', in: 'direct:u-mia' });
    await button('Next event').click();
    await lines().getByRole('button', { name: 'Give my update' }).click();
    await dialog().getByLabel('What is it?').fill('The database');
    await dialog().getByRole('radio', { name: 'fine' }).check({ force: true });
    await dialog().getByRole('checkbox', { name: 'Tom Okafor' }).check();
    await dialog().getByLabel('Hours left').fill('2,5');
    await dialog().getByRole('button', { name: 'Send' }).click();
    const today = dialog().getByLabel('What is next?');
    await dialog().getByText('Please write a line about today.').waitFor();
    expect(await today.getAttribute('aria-invalid')).toBe('true');
    expect(await focused()).toContain('What is next?');
    expect(await dialog().getByLabel('What is it?').inputValue()).toBe('The database');
    await today.fill('Offline tiles');
    await today.press('Control+Enter');
    await dialog().waitFor({ state: 'detached' });
    await lines().getByText('Thank you, that is in.').waitFor();
    await lines().getByText('Only visible to you').waitFor();
    expect(scene.commands.at(-1)?.act).toMatchObject({
      act: 'submit',
      form: 'update',
      values: {
        yesterday: 'The map view',
        today: 'Offline tiles',
        what: 'The database',
        mood: 'fine',
        needs: ['tom'],
        hours: 2.5,
        private: false,
      },
    });
  });

  test('a message that is edited says so, and its thread opens beside it', async () => {
    await look();
    await button('Next event').click();
    await lines().getByText('0 of 5 answers').waitFor();
    await scene.playground.submit(
      'u-mia',
      { id: 'update', thing: 'prompt:atlas/1', epoch: 1 },
      { today: 'Tiles' },
    );
    await lines().getByText('1 of 5 answers').waitFor();
    await lines().getByText('(edited)').waitFor();
    await lines().getByRole('button', { name: '1 reply 1 new' }).click();
    await thread().getByText('Tiles').waitFor();
    await thread().getByRole('combobox').fill('Looks good');
    await page.keyboard.press('Enter');
    await thread().getByText('Looks good').waitFor();
    await lines()
      .getByRole('button', { name: /^2 replies$/ })
      .waitFor();
    await page.keyboard.press('Escape');
    await thread().waitFor({ state: 'hidden' });
    expect(await focused()).toBe('2 replies');
  });

  test('a button that asks first does nothing until it is sure', async () => {
    await scene.playground.send(ATLAS, card(1, false), how('card'));
    await look();
    await lines().getByRole('button', { name: 'Call it off' }).click();
    await dialog().getByText('Call off blocker 12?').waitFor();
    await dialog().getByRole('button', { name: 'No, go back' }).click();
    await dialog().waitFor({ state: 'detached' });
    expect(scene.commands).toEqual([]);
    await lines().getByRole('button', { name: 'I look after it' }).click();
    await lines().getByText('You look after it now.').waitFor();
    await lines().getByText('@Ivo Novak').waitFor();
  });

  test('a button of an old version is refused in words', async () => {
    await scene.playground.send(ATLAS, card(2, false), how('old'));
    await look();
    await lines().getByRole('button', { name: 'It is solved' }).click();
    await lines().getByText('That has changed in the meantime.').waitFor();
    await lines().getByRole('button', { name: 'Dismiss' }).click();
    await lines().getByText('That has changed in the meantime.').waitFor({ state: 'detached' });
  });

  test('slash commands are completed with the keyboard alone', async () => {
    await look();
    await box().press('/');
    const list = page.getByRole('listbox', { name: 'Commands' });
    expect(await list.getByRole('option').count()).toBe(7);
    await box().pressSequentially('ro');
    await page.keyboard.press('ArrowDown');
    expect(await list.getByRole('option', { selected: true }).textContent()).toContain('/rondo back');
    await page.keyboard.press('Escape');
    await list.waitFor({ state: 'hidden' });
    await box().pressSequentially('ndo w');
    await page.keyboard.press('Tab');
    expect(await box().inputValue()).toBe('/rondo why');
    await page.keyboard.press('Enter');
    await lines()
      .getByText('Why this', { exact: false })
      .or(lines().getByText('You asked: why.'))
      .first()
      .waitFor();
    expect(scene.commands).toMatchObject([
      { channel: '#atlas', act: { act: 'slash', name: 'rondo', text: 'why' } },
    ]);
  });

  test('what could not be sent stays in the box', async () => {
    await look();
    scene.answerWith(() => Promise.reject(new Error('broken')));
    await box().fill('/standup');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('nothing was saved').waitFor();
    expect(await box().inputValue()).toBe('/standup');
    expect(scene.problems).toHaveLength(1);
  });

  test('another person sees their own messages, time and zone, and no answers meant for others', async () => {
    await look();
    await button('Next event').click();
    await scene.playground.slash('u-mia', 'atlas', '/rondo why me');
    await lines().getByText('You asked: why me.').waitFor();
    await button(/^Tom Okafor/).click();
    await page.getByText('as Tom Okafor').waitFor();
    await lines().getByText('closes 10:00').waitFor();
    expect(await lines().getByText('You asked').count()).toBe(0);
    expect(await page.locator('#clock').textContent()).toBe('08:00');
    await button(/^Rondo 1 unread$/).click();
    await lines().getByText('Good morning!').waitFor();
    await button(/^Rondo$/).waitFor();
    await page.goBack();
    await lines().getByText('closes 10:00').waitFor();
  });

  test('markup is shown as it was typed, and long texts are folded', async () => {
    await scene.playground.write(
      'u-tom',
      { channel: 'atlas' },
      `<img src=x onerror="document.title='broken'">`,
    );
    await scene.playground.write('u-tom', { channel: 'atlas' }, 'word '.repeat(10_000));
    await look();
    await lines().getByText('<img src=x').waitFor();
    expect(await lines().locator('img').count()).toBe(0);
    const long = lines().getByRole('article').last();
    const height = async () => (await long.boundingBox())?.height ?? 0;
    expect(await height()).toBeLessThan(500);
    await long.getByRole('button', { name: 'Show all' }).click();
    expect(await height()).toBeGreaterThan(5_000);
  });

  test('new messages are said to a screen reader, edits are not', async () => {
    await look();
    const ref = await scene.playground.send(ATLAS, card(1, false), how('a'));
    const spoken = page.locator('[aria-live="polite"]');
    await spoken.getByText('Rondo: Blocker 12 needs somebody').waitFor({ state: 'attached' });
    await scene.playground.edit(ATLAS, ref, card(2, true), how('a'));
    await lines().getByText('(edited)').waitFor();
    expect(await spoken.getByText('looks after it').count()).toBe(0);
  });

  test('a quick search goes to conversations and people', async () => {
    await look();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('raj');
    await page.keyboard.press('Enter');
    await page.getByText('as Raj Patel').waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('stake');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '#atlas-stakeholders' }).waitFor();
  });

  test('everything has a name and its place for a screen reader', async () => {
    await scene.playground.send(ATLAS, card(1, false), how('a'));
    await look();
    await lines().getByRole('article', { name: 'Rondo, 08:30' }).waitFor();
    const named = {
      navigation: 'Conversations and people',
      main: '#atlas',
      region: 'Time',
      group: 'Let time pass',
    } as const;
    for (const [role, name] of Object.entries(named)) {
      expect([role, await page.getByRole(role as keyof typeof named, { name, exact: true }).count()]).toEqual(
        [role, 1],
      );
    }
    const nameless = await page.evaluate<string[]>(
      `[...document.querySelectorAll('button, input, textarea, select')]
        .filter((one) => one.checkVisibility() && !(one.textContent.trim() || one.ariaLabel || one.labels?.length))
        .map((one) => one.outerHTML)`,
    );
    expect(nameless).toEqual([]);
  });

  test('the keyboard goes through the page in its order, and arrows through its lists', async () => {
    await scene.playground.send(ATLAS, card(1, false), how('a'));
    await look();
    await lines().getByRole('article').waitFor();
    await page.locator('#skip').focus();
    const order = [await focused()];
    for (let step = 0; step < 6; step += 1) {
      await page.keyboard.press('Tab');
      order.push(await focused());
    }
    expect(order).toEqual([
      'Go to the message box',
      'Next event',
      '+1 hour',
      'Tomorrow 09:00',
      'Start over',
      'Got it',
      'Go to a conversation or person',
    ]);
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe('#atlas-stakeholders');
    await lines().focus();
    await page.keyboard.press('ArrowUp');
    expect(await focused()).toBe('Rondo, 08:30');
  });

  test('a walk shows how far it is and can be stopped', async () => {
    await look();
    let arrive = () => {};
    scene.jobs[0]!.run = () =>
      new Promise<void>((resolve) => {
        arrive = resolve;
      });
    await button('Tomorrow 09:00').click();
    await page.getByText('On the way to Tue 3 Nov, 09:00').waitFor();
    expect(await button('Next event').count()).toBe(0);
    const stopped = page.waitForRequest((request) => request.postData()?.includes('"stop"') === true);
    await button('Stop').click();
    await stopped;
    await scene.playground.write('u-tom', { channel: 'atlas' }, 'still here');
    await lines().getByText('still here').waitFor();
    arrive();
    await button('Next event').waitFor();
    expect(scene.clock.now()).toBe(MONDAY + HOUR / 2);
  });

  test('starting over asks first, then begins with nothing', async () => {
    await scene.playground.send(ATLAS, card(1, false), how('a'));
    await look();
    await lines().getByRole('article').waitFor();
    await button('Start over').click();
    await dialog().getByRole('button', { name: 'Start over' }).click();
    await lines().getByText('Nothing here yet.').waitFor();
    expect(scene.playground.posted).toEqual([]);
  });

  test('the hint names the person and stays away once it is put away', async () => {
    await look();
    await page.getByText('You are Mia. Press Next event to let time pass.').waitFor();
    await button('Got it').click();
    await page.reload();
    await page.locator('#people li').first().waitFor();
    expect(await page.getByText('Press Next event to let time pass.').isVisible()).toBe(false);
  });

  test('on a phone there is one pane at a time, and nothing is wider than the screen', async () => {
    await scene.playground.send(ATLAS, card(1, false), how('a'));
    await scene.playground.write('u-tom', { channel: 'atlas' }, 'x'.repeat(300));
    await look({ as: 'u-mia' }, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    const fits = async () => expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    expect(await page.getByRole('main').isVisible()).toBe(false);
    await fits();
    await button(/^#?\s*atlas 2 unread/).tap();
    await lines().getByRole('article').first().waitFor();
    expect(await page.getByRole('navigation').isVisible()).toBe(false);
    await fits();
    await lines().getByRole('button', { name: 'Reply' }).first().tap();
    await thread().getByText('Blocker 12 is at level 2').waitFor();
    expect(await page.getByRole('main').isVisible()).toBe(false);
    await fits();
    await button('Back to the conversation').tap();
    await button('Back to the list').tap();
    await page.getByRole('navigation').waitFor();
    await button('More').tap();
    await button('+1 hour').tap();
    await button(/^Rondo 1 unread$/).waitFor();
  });
});
