import { expect, test } from 'vitest';
import { MINUTE } from '../../src/core/time.ts';
import type { DeliveryNeeds } from '../../src/engine/delivery/delivery.ts';
import { item, postOffice, START } from './post-office.ts';

type Office = Awaited<ReturnType<typeof postOffice>>;

const PLANNED = [
  item({ thing: 'prompt:1' }),
  item({ thing: 'prompt:2' }),
  item({ thing: 'prompt:1', to: { person: 'ben' } }),
  item({ thing: 'board:1', to: { channel: '#atlas' } }),
  item({ thing: 'round:1', to: { channel: '#atlas', under: 'board:1' } }),
  item({ thing: 'stale', to: { person: 'ada' } }),
];

const TOLD = {
  'direct:mia': ['ask prompt:1 + ask prompt:2'],
  'direct:ben': ['ask prompt:1'],
  'direct:ada': [],
  'channel:atlas': ['ask board:1', '> ask round:1'],
};

async function planned(): Promise<Office> {
  const office = await postOffice();
  office.stale.set('stale', 'It is over.');
  await office.tell(...PLANNED);
  return office;
}

/** A process that dies on the way. */
async function dies(office: Office, over: Partial<DeliveryNeeds> = {}): Promise<boolean> {
  const alive = await office
    .delivery({ store: office.process.store, ...over })
    .deliver()
    .then(
      () => true,
      () => false,
    );
  return !alive;
}

async function theNextProcessFinishes(office: Office): Promise<void> {
  const delivery = office.delivery();
  office.clock.set(START + MINUTE);
  await delivery.deliver();
  await delivery.deliver();
  expect(await delivery.next()).toBeUndefined();
  const told = Object.fromEntries(Object.keys(TOLD).map((place) => [place, office.seen(place)]));
  expect(told).toEqual(TOLD);
  expect((await office.ledger()).filter((line) => !line.endsWith(': sent'))).toEqual([
    'ask stale to person:ada: dropped',
  ]);
  expect(await office.whys()).toEqual(['It is over.']);
}

test('killed before any of its transactions, everything is told exactly once or dropped with a reason', async () => {
  let deaths = 0;
  for (let transaction = 1; ; transaction += 1) {
    const office = await planned();
    office.process.killAt(transaction);
    const died = await dies(office);
    await theNextProcessFinishes(office);
    if (!died) break;
    deaths += 1;
  }
  expect(deaths).toBeGreaterThan(10);
});

test.each(['before', 'after'] as const)(
  'killed right %s any post, everything is told exactly once',
  async (killed) => {
    for (let post = 0; post < 4; post += 1) {
      const office = await planned();
      office.chat.fail('send', ...Array(post).fill('fine'), { killed });
      expect(await dies(office)).toBe(true);
      await theNextProcessFinishes(office);
    }
  },
);

test('killed right after a post where nothing can be looked for, the second one says that it may be a repeat', async () => {
  const office = await postOffice({ canFind: false });
  await office.tell(item());
  office.chat.fail('send', { killed: 'after' });
  expect(await dies(office)).toBe(true);
  await office.delivery().deliver();
  expect(office.seen('direct:mia')).toEqual([
    'ask prompt:1',
    'ask prompt:1 + This may be a repeat: the first try got no answer.',
  ]);
});

test('a message whose try is in doubt and whose items are over by now is not sent again, and the event says so', async () => {
  const office = await postOffice({ canFind: false });
  await office.tell(item());
  office.chat.fail('send', { killed: 'before' });
  expect(await dies(office)).toBe(true);
  office.stale.set('prompt:1', 'Mia has answered meanwhile.');
  await office.delivery().deliver();
  expect(office.seen('direct:mia')).toEqual([]);
  expect(await office.whys()).toEqual([
    'Mia has answered meanwhile. (An earlier try got no answer and may have been posted.)',
  ]);
});
