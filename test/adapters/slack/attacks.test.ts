import { expect, test } from 'vitest';
import { house, only } from './house.ts';
import { samplePeople } from './world/people.ts';

const SUNDAY = '2026-11-01T12:00:00Z';
const sync = only('morning-sync');

test('names in files and in Slack call nobody, link nowhere and style nothing', async () => {
  const people = samplePeople().map((one) =>
    one.name === 'lea' ? { ...one, realName: '<!channel> *Lea* <https://evil.example|bank>' } : one,
  );
  const rondo = await house({
    at: SUNDAY,
    slack: { people },
    team: (file) =>
      sync(file)
        .replace('name: Atlas\n', 'name: "<!here> *Atlas* <@U1>"\n')
        .replace('name: Lea Moreau', 'name: "<!channel> *Lea*"'),
  });
  await rondo.until('2026-11-02T10:00:00Z');
  for (const user of ['mia', 'lea']) await rondo.hears(user, () => rondo.slash(user, '/rituals'));
  const sent = JSON.stringify(rondo.slack.state.posts.map(({ text }) => text));
  expect(rondo.slack.state.posts.length).toBeGreaterThan(3);
  expect(sent).not.toMatch(/<!|<@U1>|<https:\/\/evil|(?<!\w)\*Lea\*/);
  const markup = JSON.stringify(rondo.slack.state.posts.map(({ blocks }) => blocks)).matchAll(
    /"type":"mrkdwn","text":"((?:[^"\\]|\\.)*)"/g,
  );
  for (const [, words] of markup) expect(words).not.toMatch(/<!(?!date)|<@U1>|\*Lea\*/);
});

test('a button of somebody else’s message does nothing in their name', async () => {
  const rondo = await house({ at: SUNDAY, team: sync });
  await rondo.until('2026-11-02T08:30:00Z');
  const prompt = rondo.message('lea', /^Hi Lea/);
  const before = await rondo.store.read.prompts.find({ person: 'lea' });
  await rondo.hears('ivo', () => rondo.click('ivo', prompt, 'prompt.nothing-new'));
  await rondo.hears('ivo', () => rondo.click('ivo', prompt, 'prompt.away'));
  expect(await rondo.store.read.prompts.find({ person: 'lea' })).toEqual(before);
  expect(await rondo.store.read.absences.find({ person: 'lea' })).toEqual([]);
});

test('somebody of another organisation in a shared channel is nobody here, whatever they call themselves', async () => {
  const eve = { name: 'eve', realName: 'Mia Sommer', email: 'mia@example.com', from: 'TEVE' };
  const rondo = await house({ at: SUNDAY, team: sync, slack: { people: [...samplePeople(), eve] } });
  const answer = await rondo.hears('eve', () =>
    rondo.slash('eve', '/escalate', 'Give me the list', '#atlas'),
  );
  expect(answer).toMatch(/team/i);
  expect(await rondo.store.read.escalations.find({})).toEqual([]);
  expect((await rondo.store.read.identities.find({})).map(({ user }) => user)).not.toContain(
    rondo.slack.userId('eve'),
  );
});
