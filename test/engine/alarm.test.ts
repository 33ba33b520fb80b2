import { expect, test } from 'vitest';
import { HOUR } from '../../src/core/time.ts';
import { createAlarm } from '../../src/engine/alarm.ts';
import { createHealth } from '../../src/engine/health.ts';
import { item, postOffice, START, silent } from './post-office.ts';

async function alarmed() {
  const office = await postOffice();
  const lines: string[] = [];
  const log = { ...silent, error: (_: object, line: string) => void lines.push(line) };
  const { store, clock } = office;
  return { ...office, lines, alarm: createAlarm({ store, clock, log, operators: ['ada', 'ben'] }) };
}

test('an alarm is logged, written down and told to every operator, once an hour', async () => {
  const { alarm, lines, ledger, whys, clock } = await alarmed();
  await alarm({ key: 'clock', text: 'The clock leapt.' });
  await alarm({ key: 'clock', text: 'The clock leapt.' });
  expect(lines).toHaveLength(2);
  expect(await whys('alarmed')).toEqual(['The clock leapt.']);
  expect(await ledger()).toEqual([
    'alarm notice:alarm/clock to person:ada: waiting',
    'alarm notice:alarm/clock to person:ben: waiting',
  ]);
  clock.set(START + HOUR);
  await alarm({ key: 'clock', text: 'The clock leapt.' });
  expect(await whys('alarmed')).toHaveLength(2);
});

test('an alarm raised late in its hour is not overdue from the start', async () => {
  const { alarm, clock, delivery } = await alarmed();
  clock.set(START + HOUR / 2);
  await alarm({ key: 'clock', text: 'The clock leapt.' });
  expect(await delivery().overdue()).toEqual([]);
  expect(await delivery().next()).toBe(START + HOUR / 2);
});

test('an alarm that cannot be written down breaks nothing and is in the log', async () => {
  const { lines, clock, process } = await alarmed();
  process.kill();
  const log = { ...silent, error: (_: object, line: string) => void lines.push(line) };
  await createAlarm({ store: process.store, clock, log, operators: ['ada'] })({ key: 'x', text: 'Trouble.' });
  expect(lines).toEqual(['Trouble.', 'The alarm could not be written down.']);
});

test('not ready while a job or a message is overdue by over five minutes', async () => {
  const { store, jobs, clock, delivery, tell, chat } = await postOffice();
  const health = createHealth({ clock, jobs, delivery: delivery() });
  await store.transact((tx) => tx.jobs.arm({ key: 'a', kind: 'x', due: START, payload: {} }));
  await tell(item());
  chat.failAlways('send', 'failed');
  await delivery().deliver();
  expect(await health()).toEqual({ ready: true, reasons: [] });
  clock.set(START + HOUR);
  expect(await health()).toEqual({
    ready: false,
    reasons: [
      '1 message(s) should have been posted over 5 minutes ago: The call was failed.',
      'A job is overdue since 2026-11-02T09:00:00.000Z.',
    ],
  });
});
