import { expect, test } from 'vitest';
import { direct, event, mention, messageShortcut, press, shortcut, slash, submission } from './payloads.ts';
import { randomFrom } from './random.ts';
import { scene } from './scene.ts';

const MANY = 10_000;
const AT_ONCE = 40;

type Kind = 'event' | 'interact' | 'slash';
const SHAPES: readonly [Kind, () => object][] = [
  ['interact', press],
  ['interact', submission],
  ['interact', () => shortcut('raise_blocker')],
  ['interact', () => messageShortcut('add_to_minutes', { text: 'x <@U1> &amp;' })],
  ['slash', slash],
  ['event', () => direct('hello <@UBEN>')],
  ['event', () => mention('<@UBOT> help')],
  ['event', () => event({ type: 'app_home_opened', user: 'UMIA', tab: 'home' })],
  ['event', () => event({ type: 'channel_rename', channel: { id: 'C1', name: 'x' } })],
  ['event', () => event({ type: 'tokens_revoked', tokens: { bot: ['U'] } })],
];

const STRANGE: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  '',
  'x',
  '<',
  '<@',
  '<@U1|<!a>>',
  '\u0000\ud800',
  '{"button":1}',
  '__proto__',
  [],
  [null],
  {},
  { id: null },
  { __proto__: null, constructor: 'x' },
  'x'.repeat(5_000),
  [[[[]]]],
  'block_actions',
  'view_submission',
];

/** The payload with one to three of its values exchanged, taken away, doubled, or put in another place. */
function mutated(payload: object, random: () => number): object {
  let copy = structuredClone(payload);
  const times = 1 + Math.floor(random() * 3);
  for (let time = 0; time < times; time += 1) copy = onceMutated(copy, random);
  return copy;
}

function onceMutated(payload: object, random: () => number): object {
  const places = placesIn(payload);
  const at = places[Math.floor(random() * places.length)];
  const other = places[Math.floor(random() * places.length)];
  if (!at || !other) return payload;
  const strange = structuredClone(STRANGE[Math.floor(random() * STRANGE.length)]);
  const how = random();
  if (how < 0.25) Reflect.deleteProperty(at.in, at.key);
  else if (how < 0.4) Reflect.set(at.in, at.key, structuredClone(Reflect.get(other.in, other.key)));
  else if (how < 0.5) Reflect.set(at.in, at.key, [structuredClone(Reflect.get(at.in, at.key))]);
  else Reflect.set(at.in, at.key, strange);
  return payload;
}

function placesIn(value: unknown): { in: object; key: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [{ in: value, key }, ...placesIn(inner)]);
}

test(`${MANY} mutated payloads: every one is answered, none with a 5xx, and nothing breaks`, async () => {
  const { event: send, interact, slash: type, lines, send: raw } = await scene();
  const random = randomFrom(20_261_102);
  const senders = {
    event: (payload: object) => send(payload),
    interact: (payload: object) => interact(payload),
    slash: (payload: object) =>
      type(Object.fromEntries(Object.entries(payload).map(([key, value]) => [key, String(value)]))),
  };

  async function one(at: number): Promise<number> {
    const [kind, make] = SHAPES[at % SHAPES.length] ?? ['event', () => ({})];
    const payload = mutated(make(), random);
    if (at % 50 === 0) return (await raw(JSON.stringify(payload).slice(0, at % 200))).status;
    return (await senders[kind](payload)).status;
  }

  const statuses = new Set<number>();
  for (let begun = 0; begun < MANY; begun += AT_ONCE) {
    const batch = Array.from({ length: AT_ONCE }, (_, at) => one(begun + at));
    for (const status of await Promise.all(batch)) statuses.add(status);
  }
  expect([...statuses].sort()).toEqual([200, 400]);
  const errors = lines.filter(
    (line) => line.startsWith('error:') && !line.startsWith('error: Bolt could not'),
  );
  expect([...new Set(errors)]).toEqual([]);
}, 30_000);
