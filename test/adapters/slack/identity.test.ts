import { expect, test } from 'vitest';
import { house, only } from './house.ts';
import { samplePeople } from './world/people.ts';

const SUNDAY = '2026-11-01T12:00:00Z';
const MORNING = '2026-11-02T09:30:00Z';
const people = [...samplePeople(), { name: 'eve', realName: 'Eve Adams', zone: 'Europe/Berlin' }];
const sync = only('morning-sync');

test('whose handle was changed in Slack goes on being asked while the file still has the old one', async () => {
  const rondo = await house({ at: SUNDAY, team: sync });
  rondo.slack.person('mia').name = 'mia.sommer';
  expect((await rondo.reload()).join()).toMatch(/error: .*"@mia"/);
  await rondo.until(MORNING);
  expect(rondo.when(rondo.message('mia.sommer', /^Hi Mia/))).toBe('2026-11-02 08:00');
  expect(await rondo.store.read.identities.find({ person: 'mia' })).toMatchObject([
    { user: rondo.slack.userId('mia.sommer') },
  ]);
});

test('when a team file is corrected to another user, the wrong one is nobody any more', async () => {
  const wrong = (file: string) => sync(file).replace('user: "@mia"', 'user: "@eve"');
  const rondo = await house({ at: SUNDAY, team: wrong, slack: { people } });
  rondo.write(sync);
  await rondo.reload();
  await rondo.until(MORNING);
  expect(rondo.slack.posts('eve')).toEqual([]);
  expect(rondo.when(rondo.message('mia', /^Hi Mia/))).toBe('2026-11-02 08:00');
  const heard = await rondo.hears('eve', () => rondo.slash('eve', '/standup'));
  expect(heard).not.toMatch(/Mia/);
  expect(await rondo.store.read.identities.find({ person: 'mia' })).toMatchObject([
    { user: rondo.slack.userId('mia') },
  ]);
});
