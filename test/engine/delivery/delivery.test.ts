import { expect, test } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../../src/core/time.ts';
import { overdue } from '../../../src/engine/watch/overdue.ts';
import { item, postOffice, START } from '../post-office.ts';

test('what is due for one person at one time is one message', async () => {
  const office = await postOffice();
  await office.tell(
    item({ thing: 'prompt:1' }),
    item({ thing: 'prompt:2', team: 'borealis' }),
    item({ to: { person: 'ben' } }),
  );
  await office.delivery().deliver();
  expect(office.seen('direct:mia')).toEqual(['ask prompt:1 + ask prompt:2']);
  expect(office.seen('direct:ben')).toEqual(['ask prompt:1']);
});

test('an item is told once, however often it is put into the outbox', async () => {
  const office = await postOffice();
  const delivery = office.delivery();
  await office.tell(item(), item());
  await delivery.deliver();
  await office.tell(item());
  await delivery.deliver();
  expect(office.seen('direct:mia')).toHaveLength(1);
  expect(await office.ledger()).toEqual(['ask prompt:1 to person:mia: sent']);
});

test('what was told while its address was looked up is not told again', async () => {
  const office = await postOffice();
  const other = office.delivery();
  const delivery = office.delivery({
    addresses: async (to) => {
      await other.deliver();
      const user = 'person' in to ? to.person : '';
      return { address: { workspace: 'playground', to: { user } }, reader: { zone: 'UTC' } };
    },
  });
  await office.tell(item());
  await delivery.deliver();
  expect(office.seen('direct:mia')).toHaveLength(1);
  expect(await office.ledger()).toEqual(['ask prompt:1 to person:mia: sent']);
});

test('what is due later is not told before', async () => {
  const office = await postOffice();
  const delivery = office.delivery();
  await office.tell(item({ due: START + HOUR }));
  await delivery.deliver();
  expect(office.seen('direct:mia')).toEqual([]);
  expect(await delivery.next()).toBe(START + HOUR);
  office.clock.set(START + HOUR);
  await delivery.deliver();
  expect(office.seen('direct:mia')).toHaveLength(1);
  expect(await delivery.next()).toBeUndefined();
});

test('what a channel is told each has a message and a thread of its own', async () => {
  const office = await postOffice();
  const to = { channel: '#atlas' };
  await office.tell(item({ thing: 'board:1', to }), item({ thing: 'escalation:1', to }));
  await office.tell(
    item({ thing: 'round:1', to: { ...to, under: 'board:1' } }),
    item({ thing: 'round:2', to: { ...to, under: 'board:1' } }),
  );
  await office.delivery().deliver();
  expect(office.seen('channel:atlas')).toEqual([
    'ask board:1',
    'ask escalation:1',
    '> ask round:1 + ask round:2',
  ]);
  const [board, , thread] = office.playground.posted;
  expect(thread?.thread).toBe(board?.ref);
});

test('what belongs under a message waits until that one is posted', async () => {
  const office = await postOffice();
  const delivery = office.delivery();
  await office.tell(
    item({ thing: 'round:1', to: { channel: '#atlas', under: 'board:1' } }),
    item({ thing: 'board:1', to: { channel: '#atlas' }, due: START + HOUR }),
  );
  await delivery.deliver();
  expect(office.seen('channel:atlas')).toEqual([]);
  expect(await delivery.next()).toBe(START + HOUR);
  office.clock.set(START + HOUR);
  await delivery.deliver();
  expect(office.seen('channel:atlas')).toEqual(['ask board:1', '> ask round:1']);
});

test('what belongs under a message that failed at first follows it at once when it comes', async () => {
  const office = await postOffice();
  const delivery = office.delivery();
  office.chat.fail('send', { limited: 7 * SECOND });
  await office.tell(
    item({ thing: 'board:1', to: { channel: '#atlas' } }),
    item({ thing: 'round:1', to: { channel: '#atlas', under: 'board:1' } }),
  );
  await delivery.deliver();
  office.clock.set(START + 7 * SECOND);
  await delivery.deliver();
  expect(office.seen('channel:atlas')).toEqual(['ask board:1', '> ask round:1']);
});

test('what belongs under a message that was dropped does not wait for it', async () => {
  const office = await postOffice();
  const delivery = office.delivery();
  office.chat.fail('send', 'refused');
  await office.tell(item({ thing: 'board:1', to: { channel: '#atlas' } }));
  await delivery.deliver();
  await office.tell(item({ thing: 'round:1', to: { channel: '#atlas', under: 'board:1' } }));
  await delivery.deliver();
  expect(office.seen('channel:atlas')).toEqual(['ask round:1']);
});

test('what belongs under a message that nobody posts stands alone after ten minutes', async () => {
  const office = await postOffice();
  const delivery = office.delivery();
  await office.tell(item({ thing: 'round:1', to: { channel: '#atlas', under: 'board:1' } }));
  for (let minute = 0; minute <= 9; minute += 1) {
    office.clock.set(START + minute * MINUTE);
    await delivery.deliver();
  }
  expect(office.seen('channel:atlas')).toEqual([]);
  office.clock.set(START + 10 * MINUTE);
  await delivery.deliver();
  expect(office.seen('channel:atlas')).toEqual(['ask round:1']);
});

test('quiet hours put a message off, everything in them comes as one, and what is loud comes at once', async () => {
  const office = await postOffice();
  const delivery = office.delivery();
  office.quiet.set('mia', START + 2 * HOUR);
  await office.tell(
    item({ thing: 'prompt:1' }),
    item({ thing: 'prompt:2' }),
    item({ thing: 'escalation:1', loud: true }),
  );
  await delivery.deliver();
  expect(office.seen('direct:mia')).toEqual(['ask escalation:1']);
  expect(await delivery.next()).toBe(START + 2 * HOUR);
  office.clock.set(START + 2 * HOUR);
  await delivery.deliver();
  expect(office.seen('direct:mia')).toEqual(['ask escalation:1', 'ask prompt:1 + ask prompt:2']);
});

test('a message that was held up into quiet hours waits for their end', async () => {
  const office = await postOffice();
  const delivery = office.delivery();
  office.chat.fail('send', { limited: MINUTE });
  await office.tell(item());
  await delivery.deliver();
  office.quiet.set('mia', START + HOUR);
  office.clock.set(START + MINUTE);
  await delivery.deliver();
  expect(await delivery.next()).toBe(START + HOUR);
  office.clock.set(START + HOUR);
  expect(await overdue(office)).toEqual([]);
  await delivery.deliver();
  expect(office.seen('direct:mia')).toEqual(['ask prompt:1']);
});

test('what is of no use any more is dropped, and an event says why', async () => {
  const office = await postOffice();
  const delivery = office.delivery();
  office.quiet.set('ben', START + 2 * HOUR);
  await office.tell(
    item({ thing: 'past', due: START - HOUR, until: START - MINUTE }),
    item({ thing: 'quiet', to: { person: 'ben' }, until: START + HOUR }),
    item({ thing: 'stale' }),
    item({ thing: 'fresh' }),
  );
  office.stale.set('stale', 'Mia has answered meanwhile.');
  await delivery.deliver();
  expect(office.seen('direct:mia')).toEqual(['ask fresh']);
  expect(await office.whys()).toEqual([
    'It was not sent in time to be of use.',
    'It fell into quiet hours and is of no use after them.',
    'Mia has answered meanwhile.',
  ]);
});

test('a message in which nothing is left to say is not sent', async () => {
  const office = await postOffice();
  const delivery = office.delivery();
  office.stale.set('prompt:1', 'Mia has answered meanwhile.');
  await office.tell(item());
  await delivery.deliver();
  expect(office.chat.calls).toEqual([]);
  expect(await delivery.next()).toBeUndefined();
  expect(await office.ledger()).toEqual(['ask prompt:1 to person:mia: dropped']);
});

test('a held-up message drops what passed its time meanwhile', async () => {
  const office = await postOffice();
  const delivery = office.delivery();
  office.chat.fail('send', { limited: HOUR });
  await office.tell(item({ thing: 'reminder', until: START + MINUTE }), item({ thing: 'prompt:1' }));
  await delivery.deliver();
  office.clock.set(START + HOUR);
  await delivery.deliver();
  expect(office.seen('direct:mia')).toEqual(['ask prompt:1']);
  expect(await office.whys()).toEqual(['It was not sent in time to be of use.']);
});

test('deadlines go before prompts before digests', async () => {
  const office = await postOffice({ pace: { workspace: { count: 1, per: SECOND, burst: 1 } } });
  const delivery = office.delivery();
  await office.tell(
    item({ thing: 'digest', to: { person: 'mia' }, priority: 'digest' }),
    item({ thing: 'prompt', to: { person: 'ben' } }),
    item({ thing: 'deadline', to: { person: 'ada' }, priority: 'deadline' }),
  );
  for (let second = 0; second < 3; second += 1) {
    office.clock.set(START + second * SECOND);
    await delivery.deliver();
  }
  expect(office.playground.posted.map((post) => post.place)).toEqual([
    'direct:ada',
    'direct:ben',
    'direct:mia',
  ]);
});
