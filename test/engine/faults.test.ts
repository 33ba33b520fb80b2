import { expect, test } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../src/core/time.ts';
import { item, postOffice, START } from './post-office.ts';

const REPEAT = 'This may be a repeat: the first try got no answer.';

test('an answer that got lost before posting: the message is looked for, not found, and sent', async () => {
  const office = await postOffice();
  const delivery = office.delivery();
  office.chat.fail('send', { lost: 'before' });
  await office.tell(item());
  await delivery.deliver();
  office.clock.set(START + 5 * SECOND);
  await delivery.deliver();
  expect(office.seen('direct:mia')).toEqual(['ask prompt:1']);
  expect(office.chat.calls.map(({ call }) => call)).toEqual(['send', 'find', 'send']);
});

test('an answer that got lost after posting: the message is found and not sent again', async () => {
  const office = await postOffice();
  const delivery = office.delivery();
  office.chat.fail('send', { lost: 'after' });
  await office.tell(item());
  await delivery.deliver();
  office.words.set('prompt:1', 'answered');
  await office.refresh('prompt:1');
  office.clock.set(START + 5 * SECOND);
  await delivery.deliver();
  expect(office.seen('direct:mia')).toEqual(['answered']);
  expect(await office.ledger()).toEqual(['ask prompt:1 to person:mia: sent']);
});

test('a lost message that cannot be looked for is sent once more and says so, in its edits too', async () => {
  const office = await postOffice({ canFind: false });
  const delivery = office.delivery();
  office.chat.fail('send', { lost: 'after' });
  await office.tell(item());
  await delivery.deliver();
  office.clock.set(START + 5 * SECOND);
  await delivery.deliver();
  expect(office.seen('direct:mia')).toEqual(['ask prompt:1', `ask prompt:1 + ${REPEAT}`]);
  office.words.set('prompt:1', 'answered');
  await office.refresh('prompt:1');
  await delivery.deliver();
  expect(office.seen('direct:mia')[1]).toBe(`answered + ${REPEAT}`);
});

test('a platform that does not let us look counts as one where nothing can be looked for', async () => {
  const office = await postOffice();
  const delivery = office.delivery();
  office.chat.fail('send', { lost: 'before' });
  office.chat.fail('find', 'refused');
  await office.tell(item());
  await delivery.deliver();
  office.clock.set(START + 5 * SECOND);
  await delivery.deliver();
  expect(office.seen('direct:mia')).toEqual([`ask prompt:1 + ${REPEAT}`]);
});

test('a try that certainly did not arrive makes no repeat', async () => {
  const office = await postOffice({ canFind: false });
  const delivery = office.delivery();
  office.chat.fail('send', 'failed');
  await office.tell(item());
  await delivery.deliver();
  office.clock.set(START + 5 * SECOND);
  await delivery.deliver();
  expect(office.seen('direct:mia')).toEqual(['ask prompt:1']);
});

test('while a lost message cannot be looked for just now, it is not sent again', async () => {
  const office = await postOffice();
  const delivery = office.delivery();
  office.chat.fail('send', { lost: 'after' });
  office.chat.fail('find', 'failed', { limited: MINUTE });
  await office.tell(item());
  for (let at = START; at <= START + 3 * MINUTE; at += 5 * SECOND) {
    office.clock.set(at);
    await delivery.deliver();
  }
  expect(office.seen('direct:mia')).toEqual(['ask prompt:1']);
  expect(await office.ledger()).toEqual(['ask prompt:1 to person:mia: sent']);
});

test('a limited message waits exactly as long as the platform says, and its channel with it', async () => {
  const office = await postOffice();
  const delivery = office.delivery();
  office.chat.fail('send', { limited: 30 * SECOND });
  await office.tell(item({ thing: 'prompt:1' }));
  await delivery.deliver();
  await office.tell(item({ thing: 'prompt:2' }), item({ thing: 'prompt:2', to: { person: 'ben' } }));
  await delivery.deliver();
  expect(office.seen('direct:mia')).toEqual([]);
  expect(office.seen('direct:ben')).toEqual(['ask prompt:2']);
  expect(await delivery.next()).toBe(START + 30 * SECOND);
  office.clock.set(START + 30 * SECOND);
  await delivery.deliver();
  expect(office.seen('direct:mia')).toEqual(['ask prompt:1', 'ask prompt:2']);
});

test('a failing chat is tried again at growing distances, with an alarm from the fifth failure on', async () => {
  const office = await postOffice();
  const delivery = office.delivery();
  office.chat.failAlways('send', 'failed');
  await office.tell(item());
  const distances: number[] = [];
  for (let n = 0; n < 10; n += 1) {
    await delivery.deliver();
    const next = (await delivery.next()) ?? 0;
    distances.push((next - office.clock.now()) / SECOND);
    office.clock.set(next);
  }
  expect(distances).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 900, 900]);
  expect(office.alarms.map(({ text }) => text.match(/in (\d+) tries/)?.[1])).toEqual([
    '5',
    '6',
    '7',
    '8',
    '9',
    '10',
  ]);
  expect(new Set(office.alarms.map(({ key }) => key))).toEqual(new Set(['delivery:playground']));
  office.chat.failAlways('send', undefined);
  await delivery.deliver();
  expect(office.seen('direct:mia')).toEqual(['ask prompt:1']);
});

test('a mistake in our own words delays that message only', async () => {
  const office = await postOffice();
  const good = office.delivery();
  const delivery = office.delivery({
    present: async (items) => {
      if (items.some((one) => one.thing === 'broken')) throw new TypeError('x is undefined');
      return { message: { summary: 'fine', elements: [] }, dropped: [] };
    },
  });
  await office.tell(item({ thing: 'broken' }), item({ to: { person: 'ben' } }));
  await delivery.deliver();
  expect(office.playground.posted.map(({ place }) => place)).toEqual(['direct:ben']);
  office.clock.set(START + 5 * SECOND);
  await good.deliver();
  expect(office.seen('direct:mia')).toEqual(['ask broken']);
});

test('a channel that refuses: what it should have been told is dropped with an event, and the admins hear once what to mend', async () => {
  const office = await postOffice();
  const delivery = office.delivery();
  const to = { channel: '#archived' };
  await office.tell(item({ thing: 'board:1', to }), item({ thing: 'escalation:1', to }));
  await delivery.deliver();
  expect(office.seen('direct:ada')).toEqual(['mend notice:mend']);
  expect(office.undelivered.map(({ because, items }) => [because, items.length])).toEqual([
    ['refused', 1],
    ['refused', 1],
  ]);
  expect(await office.whys()).toEqual(Array(2).fill('The playground has no channel "#archived".'));
});

test('a thread under a message that was refused does not wait for ever', async () => {
  const office = await postOffice();
  const delivery = office.delivery();
  const channel = '#archived';
  await office.tell(
    item({ thing: 'board:1', to: { channel } }),
    item({ thing: 'round:1', to: { channel, under: 'board:1' } }),
  );
  for (let minute = 0; minute <= 10; minute += 1) {
    office.clock.set(START + minute * MINUTE);
    await delivery.deliver();
  }
  expect(await delivery.next()).toBeUndefined();
  expect((await office.ledger()).filter((line) => line.includes('archived'))).toEqual([
    'ask board:1 to channel:#archived: dropped',
    'ask round:1 to channel:#archived>board:1: dropped',
  ]);
});

test('a person who cannot be reached: dropped with an event, admins told; trouble with telling them tells nobody else', async () => {
  const office = await postOffice();
  const delivery = office.delivery({
    fallback: (what) => {
      office.undelivered.push(what);
      return [item({ thing: 'notice:mend', kind: 'mend', to: { person: 'nobody' } })];
    },
  });
  await office.tell(item({ to: { person: 'nobody' } }));
  await delivery.deliver();
  expect(office.undelivered).toHaveLength(1);
  expect(await office.whys()).toEqual(['Nobody has left.', 'Nobody has left.']);
  expect(await delivery.next()).toBeUndefined();
});

test('a workspace that is not connected keeps its messages', async () => {
  const office = await postOffice();
  await office.tell(item());
  await office.delivery({ chats: new Map() }).deliver();
  office.clock.set(START + HOUR);
  await office.delivery().deliver();
  expect(office.seen('direct:mia')).toEqual(['ask prompt:1']);
});

test('a hundred messages go out at the pace of the platform, and the platform never has to refuse one', async () => {
  const pace = {
    workspace: { count: 10, per: SECOND, burst: 1 },
    channel: { count: 1, per: SECOND, burst: 1 },
  };
  const office = await postOffice({ pace });
  const delivery = office.delivery();
  await office.tell(
    ...Array.from({ length: 50 }, (_, n) => item({ thing: `prompt:${n}`, to: { channel: '#atlas' } })),
    ...Array.from({ length: 50 }, (_, n) => item({ thing: `prompt:${n}`, to: { channel: '#general' } })),
  );
  let passes = 0;
  for (let next = await delivery.next(); next !== undefined; next = await delivery.next()) {
    office.clock.set(Math.max(next, office.clock.now()));
    await delivery.deliver();
    passes += 1;
  }
  expect(office.playground.posted).toHaveLength(100);
  expect(office.clock.now() - START).toBeLessThan(52 * SECOND);
  expect(passes).toBeLessThan(250);
});
