import { expect, test } from 'vitest';
import { item, postOffice } from '../post-office.ts';

test('however much falls due at once, everybody gets one message', async () => {
  const office = await postOffice();
  const people = ['mia', 'ben', 'ada'];
  const things = Array.from({ length: 1_200 }, (_, n) =>
    item({ thing: `prompt:${n}`, to: { person: people[n % people.length] ?? 'mia' } }),
  );
  await office.tell(...things);
  await office.delivery().deliver();
  expect(people.map((person) => office.seen(`direct:${person}`).length)).toEqual([1, 1, 1]);
});
