import { expect, test } from 'vitest';
import { atlas, only, people } from '../atlas.ts';
import { harness } from '../harness.ts';
import { told } from './blockers.ts';

/** Down from before four on Friday, when the digest goes out, until Saturday. */
async function downAtFour(from: string, silence: 'send' | 'hold') {
  const team = await atlas(only('weekly-review', 'weekly-digest'), people('mia', 'tom'));
  const teams = [{ ...team, digest: { ...team.digest, silence } }];
  const story = await harness({ at: '2026-11-06T11:00:00Z', teams });
  await story.until(from);
  told(story);
  await story.close();
  const next = await harness({ at: '2026-11-07T09:00:00Z', teams, before: story });
  await next.until('2026-11-07T10:00:00Z');
  next.ignore(/^Minutes: /);
  return next;
}

test('cut and shown to the approver before the process was gone: it goes out late, once, and says so', async () => {
  const story = await downAtFour('2026-11-06T14:30:00Z', 'send');
  expect(story.unread('dana')[0]?.text).toContain('\nThis digest comes late: it was due on Fri 6 Nov.\n');
  expect(told(story)).toEqual([
    '2026-11-07 09:00 #atlas-stakeholders: Atlas: digest, Fri 30 Oct to Fri 6 Nov',
    '2026-11-07 09:00 dana: Atlas: digest, Fri 30 Oct to Fri 6 Nov',
  ]);
});

test('silence: hold, and nobody could look at it: the approver gets it late, and nothing leaves without a word', async () => {
  const story = await downAtFour('2026-11-06T13:30:00Z', 'hold');
  const preview = story.unread('mia')[0]!;
  expect(preview.text).toMatch(
    /\nThis is held back\. It goes out only when somebody sends it\.\n[\s\S]*\[Send now\] \[Three lines\] \[Edit a line\] \[Leave lines out\]\n/,
  );
  expect(told(story)).toEqual(['2026-11-07 09:00 mia: Preview: Atlas: digest, Fri 30 Oct to Sat 7 Nov']);
  await story.press('mia', preview, 'Send now');
  expect(story.unread('dana')[0]?.text).toContain('This digest comes late');
  expect(told(story)).toHaveLength(2);
});
