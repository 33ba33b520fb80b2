import { expect, test } from 'vitest';
import { fresh } from '../../../src/core/escalation/raising.ts';
import { BUDGET } from '../../../src/core/nagging.ts';
import { DAY, HOUR, MINUTE } from '../../../src/core/time.ts';
import { atlas } from '../../core/fixtures.ts';
import { item, postOffice, START } from '../post-office.ts';

/** Reminders about different things, one every two minutes. */
const reminders = (count: number, from = START) =>
  Array.from({ length: count }, (_, at) =>
    item({ thing: `prompt:${at}/${from}`, kind: 'reminder', due: from + 2 * at * MINUTE }),
  );

async function upTo(office: Awaited<ReturnType<typeof postOffice>>, end: number) {
  const delivery = office.delivery();
  for (; office.clock.now() <= end; office.clock.set(office.clock.now() + MINUTE)) await delivery.deliver();
}

test('a seventh reminder on one day is not sent, with an event that says why; the next day begins anew', async () => {
  const office = await postOffice();
  await office.tell(...reminders(BUDGET + 2));
  await upTo(office, START + HOUR);
  expect(office.seen('direct:mia')).toHaveLength(BUDGET);
  const why =
    'It would have been more than 6 reminders to one person on one day. The next message to them counts it.';
  expect(await office.whys()).toEqual([why, why]);
  await office.tell(...reminders(1, START + DAY));
  office.clock.set(START + DAY);
  await upTo(office, START + DAY + MINUTE);
  expect(office.seen('direct:mia')).toHaveLength(BUDGET + 1);
});

test('the day is that of the person’s own clock: midnight in Vienna begins a new one, midnight in UTC does not', async () => {
  const office = await postOffice({ start: Date.UTC(2026, 10, 2, 22, 30) });
  const night = Date.UTC(2026, 10, 2, 22, 30);
  await office.tell(...reminders(BUDGET + 1, night));
  await upTo(office, night + 20 * MINUTE);
  expect(office.seen('direct:mia')).toHaveLength(BUDGET);
  await office.tell(...reminders(BUDGET + 1, night + 30 * MINUTE));
  await upTo(office, night + 3 * HOUR);
  expect(office.seen('direct:mia')).toHaveLength(2 * BUDGET);
});

test('first asks are not counted and never held', async () => {
  const office = await postOffice();
  const asks = Array.from({ length: BUDGET + 2 }, (_, at) =>
    item({ thing: `prompt:${at}`, kind: 'prompt', due: START + 2 * at * MINUTE }),
  );
  await office.tell(...asks);
  await upTo(office, START + HOUR);
  expect(office.seen('direct:mia')).toHaveLength(BUDGET + 2);
  expect(await office.whys()).toEqual([]);
});

test('several at one time are one message, and each of them counts; somebody else has a budget of their own', async () => {
  const office = await postOffice();
  const together = reminders(BUDGET + 1).map((one) => ({ ...one, due: START }));
  await office.tell(...together, ...together.map((one) => ({ ...one, to: { person: 'ben' } })));
  await office.delivery().deliver();
  for (const recipient of ['person:mia', 'person:ben']) {
    const told = await office.store.read.messages.find({ recipient });
    const sent = await office.store.read.items.find({ recipient, state: 'sent' });
    expect([told.length, sent.length]).toEqual([1, BUDGET]);
  }
  expect(await office.whys()).toHaveLength(2);
});

test('a blocker at level 3 is reminded of when the budget is spent, one at level 2 is not', async () => {
  const office = await postOffice();
  const view = { team: atlas(), absences: [], onDuty: [] };
  const blocker = { what: 'The map service is down', needs: [], when: 'now' } as const;
  for (const level of [2, 3] as const) {
    const raise = { do: 'raise', number: level, by: 'tom', from: 'chat', blocker } as const;
    await office.store.transact((tx) =>
      tx.escalations.insert({ ...fresh(raise, view, START), level, version: 1 }),
    );
  }
  const warnings = [2, 3].map((number) =>
    item({
      thing: `escalation:atlas-${number}`,
      kind: 'warning',
      due: START + HOUR,
      priority: 'deadline',
    }),
  );
  await office.tell(...reminders(BUDGET), ...warnings);
  await upTo(office, START + HOUR);
  const states = await Promise.all(
    [2, 3].map((number) => office.store.read.items.find({ thing: `escalation:atlas-${number}` })),
  );
  expect(states.flat().map(({ state }) => state)).toEqual(['dropped', 'sent']);
  const [message] = await office.store.read.messages.find({}, { order: 'at', newest: true, limit: 1 });
  expect(message?.more).toBe(1);
});

test('a reminder that quiet hours delayed is sent and spends nothing', async () => {
  const office = await postOffice();
  office.quiet.set('mia', START + HOUR);
  await office.tell(item({ thing: 'prompt:slept', kind: 'reminder', due: START }));
  await office.delivery().deliver();
  office.quiet.delete('mia');
  office.clock.set(START + HOUR);
  await office.tell(...reminders(BUDGET, START + HOUR));
  await upTo(office, START + 2 * HOUR);
  const items = await office.store.read.items.find({ recipient: 'person:mia', state: 'sent' });
  expect(items).toHaveLength(BUDGET + 1);
  expect(items.filter(({ spent }) => spent === '2026-11-02')).toHaveLength(BUDGET);
});
