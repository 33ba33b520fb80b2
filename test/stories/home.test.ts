import { expect, test } from 'vitest';
import { atlas, people, sync } from '../atlas.ts';
import { formIn, harness } from '../harness.ts';

test('the home page shows what is yours today, what comes, who is away, and how the team is set up', async () => {
  const team = await atlas(sync, people('mia', 'tom', 'lea'));
  const story = await harness({ at: '2026-10-30T15:00:00Z', teams: [team] });
  await story.slash('lea', '/rondo away until tuesday');
  await story.until('2026-11-02T09:30:00Z');
  const home = async (user: string, id = 'first') =>
    story.words(await story.command(id, user, { act: 'home' }));

  expect(await home('tom')).toMatchInlineSnapshot(`
    "Today
    1 round to answer, the first until Mon 2 Nov 11:00.
    [Answer]
    Your duties
    • Tue 3 Nov 08:00 Morning sync
    No blocker is yours, and none waits for you.
    [Raise a blocker]
    ---
    Atlas
    The next seven days
    • Tue 3 Nov 08:00 Morning sync, led by @Tom Okafor
    • Wed 4 Nov 08:00 Morning sync
    • Thu 5 Nov 08:00 Morning sync
    • Fri 6 Nov 08:00 Morning sync
    • Mon 9 Nov 08:00 Morning sync
    Away today: Lea Moreau (until Wed 4 Nov)
    How Atlas is set up
    Channel: #atlas: the day’s board appears there, everything else in its thread
    Clock: Europe/Berlin, Mon–Thu 09:00–12:30 and 13:15–17:30; Fri 09:00–15:00. Deadlines count these hours only
    Quiet hours: 19:00–08:00 on everybody’s own clock: nothing is sent then, unless a level breaks it
    Members: 4 people; each is asked on their own clock
    Coordinator: Mia Sommer, who looks after escalations
    Admins: Mia Sommer and Ivo Novak, who hear what has to be mended
    Level 1, team: whoever is affected and whoever is on duty; an answer within 1 working hour, resolved on the same working day, if 2 working hours of it are left, else the next one
    Level 2, mediation: the lead; an answer within 2 working hours, resolved within 1 working day
    Level 3, leadership: the leadership; an answer within 4 working hours, resolved within 2 working days; it may break quiet hours
    Digest: after weekly-review, at 16:00 at the latest; the product-owner sees it first, and it is sent if they say nothing
    (An admin changes this in the team file. Rondo reads it again as soon as it is saved.)
    (Only you see this page. /rondo help shows what you can ask me.)"
  `);
  const reply = await story.command('raise', 'tom', {
    act: 'press',
    button: 'home.raise',
    thing: 'home:',
    epoch: 0,
  });
  expect(formIn(reply).id).toBe('escalation.raise');
  await story.answer('tom', { done: 'This', today: 'That' });
  expect(await home('tom', 'second')).toMatch(/^Today\nNothing waits for your answer\./);
  story.ignore(/./);
});
