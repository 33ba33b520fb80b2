import { expect, test } from 'vitest';
import { DAY, HOUR, SECOND } from '../../src/core/time.ts';
import { carryOut } from '../../src/engine/commit.ts';
import { item, postOffice, START } from './post-office.ts';

async function posted(how: Parameters<typeof postOffice>[0] = {}) {
  const office = await postOffice(how);
  const delivery = office.delivery();
  await office.tell(item({ thing: 'board:1', to: { channel: '#atlas' } }));
  await delivery.deliver();
  return { ...office, delivery };
}

function edits(office: Awaited<ReturnType<typeof posted>>): number {
  return office.chat.calls.filter(({ call }) => call === 'edit').length;
}

test('only the newest state of a thing is edited into its message', async () => {
  const office = await posted();
  for (const words of ['one', 'two', 'three']) {
    office.words.set('board:1', words);
    await office.refresh('board:1');
  }
  await office.delivery.deliver();
  expect(office.seen('channel:atlas')).toEqual(['three']);
  expect(edits(office)).toBe(1);
});

test('a message that shows several things that changed at once is written and edited once', async () => {
  const office = await postOffice();
  const delivery = office.delivery();
  await office.tell(item(), item({ thing: 'prompt:2' }));
  await delivery.deliver();
  const [before] = await office.store.read.messages.find({});
  const effects = ['prompt:1', 'prompt:2', 'prompt:1'].map((thing) => ({ do: 'refresh', thing }) as const);
  await office.store.transact((tx) => carryOut(tx, { events: [], effects }, office.clock.now()));
  const [after, ...others] = await office.store.read.messages.find({});
  expect(others).toEqual([]);
  expect(after).toMatchObject({ pending: true, version: (before?.version ?? 0) + 1 });
});

test('nothing is edited into the same words', async () => {
  const office = await posted();
  await office.refresh('board:1');
  await office.delivery.deliver();
  expect(edits(office)).toBe(0);
  expect(await office.delivery.next()).toBeUndefined();
});

test('a refresh before the first post costs no edit', async () => {
  const office = await postOffice();
  const delivery = office.delivery();
  await office.tell(item());
  await delivery.bind();
  office.words.set('prompt:1', 'newest');
  await office.refresh('prompt:1');
  await delivery.deliver();
  expect(office.seen('direct:mia')).toEqual(['newest']);
  expect(office.chat.calls.map(({ call }) => call)).toEqual(['send']);
});

test('a change while a message is on its way is shown by an edit', async () => {
  const office = await postOffice();
  const delivery = office.delivery({
    present: async (items) => {
      const text = [office.words.get('prompt:1') ?? 'old'];
      office.words.set('prompt:1', 'new');
      if (text[0] === 'old') await office.refresh('prompt:1');
      return {
        message: { summary: String(items.length), elements: [{ element: 'text', text }] },
        dropped: [],
      };
    },
  });
  await office.tell(item());
  await delivery.deliver();
  expect(office.seen('direct:mia')).toEqual(['new']);
});

test('a change while an edit is on its way is shown by the next edit', async () => {
  const office = await posted();
  const { edit } = office.chat;
  office.chat.edit = async (to, ref, message, how) => {
    office.chat.edit = edit;
    office.words.set('board:1', 'newest');
    await office.refresh('board:1');
    return edit(to, ref, message, how);
  };
  office.words.set('board:1', 'new');
  await office.refresh('board:1');
  await office.delivery.deliver();
  expect(office.seen('channel:atlas')).toEqual(['newest']);
  expect(edits(office)).toBe(2);
});

test('a change of a message that has to wait does not make it go sooner', async () => {
  const office = await postOffice();
  const delivery = office.delivery();
  office.chat.fail('send', 'failed');
  await office.tell(item());
  await delivery.deliver();
  await office.refresh('prompt:1');
  await delivery.deliver();
  expect(office.seen('direct:mia')).toEqual([]);
  expect(await delivery.next()).toBe(START + 5 * SECOND);
});

test('an edit that is limited or failed comes later', async () => {
  const office = await posted();
  office.words.set('board:1', 'new');
  await office.refresh('board:1');
  office.chat.fail('edit', { limited: 3 * SECOND }, 'failed');
  await office.delivery.deliver();
  expect(await office.delivery.next()).toBe(START + 3 * SECOND);
  office.clock.set(START + 3 * SECOND);
  await office.delivery.deliver();
  expect(await office.delivery.next()).toBe(START + 8 * SECOND);
  office.clock.set(START + 8 * SECOND);
  await office.delivery.deliver();
  expect(office.seen('channel:atlas')).toEqual(['new']);
});

test('a message that cannot be edited any more stays as it was, an event says so, and it can be tried with the next change', async () => {
  const office = await posted();
  office.words.set('board:1', 'new');
  await office.refresh('board:1');
  office.chat.fail('edit', 'refused');
  await office.delivery.deliver();
  expect(office.seen('channel:atlas')).toEqual(['ask board:1']);
  expect(await office.delivery.next()).toBeUndefined();
  expect(await office.whys('left_as_it_was')).toEqual([
    'The message could not be brought up to date: The call was refused.',
  ]);
  await office.refresh('board:1');
  await office.delivery.deliver();
  expect(office.seen('channel:atlas')).toEqual(['new']);
});

test('an edit that fails is tried for a day before the message stays as it was, with an event', async () => {
  const office = await posted();
  office.words.set('board:1', 'new');
  await office.refresh('board:1');
  let last = START;
  for (let next = await office.delivery.next(); next !== undefined; next = await office.delivery.next()) {
    office.chat.fail('edit', 'failed');
    last = Math.max(next, START);
    office.clock.set(last);
    await office.delivery.deliver();
  }
  expect(last).toBeGreaterThan(START + DAY);
  expect(last).toBeLessThan(START + DAY + HOUR);
  expect(await office.whys('left_as_it_was')).toEqual([
    'The message could not be brought up to date: The call was failed.',
  ]);
});

test('edits never wake a person: quiet hours do not hold them up', async () => {
  const office = await postOffice();
  const delivery = office.delivery();
  await office.tell(item());
  await delivery.deliver();
  office.quiet.set('mia', START + 60 * SECOND);
  office.words.set('prompt:1', 'answered');
  await office.refresh('prompt:1');
  await delivery.deliver();
  expect(office.seen('direct:mia')).toEqual(['answered']);
});
