import { expect, test } from 'vitest';
import type { DigestSettings } from '../../src/core/team.ts';
import { atlas, type Change, only, people, ritual } from '../atlas.ts';
import { type Harness, harness, type Seen } from '../harness.ts';
import { fill, raise, told } from './blockers.ts';

const REVIEW = only('weekly-review', 'weekly-digest');

const digesting =
  (settings: Partial<DigestSettings>): Change =>
  (team) => ({ ...team, digest: { ...team.digest, ...settings } });

/** A team of two whose review is on Friday at 14:00 in Berlin and closes by itself at 15:15. Its digest goes out at 16:00;
 * Mia approves it, and Ivo, the lead, is her deputy. */
async function friday(...changes: Change[]) {
  const team = await atlas(REVIEW, people('mia', 'tom'), ...changes);
  const story = await harness({ at: '2026-11-05T12:00:00Z', teams: [team] });
  return { story, team };
}

/** What the review says is told elsewhere. */
function aboutDigests(story: Harness): string[] {
  story.ignore(/^(Atlas · |You facilitate|You take over|Weekly review|Minutes: )/);
  return told(story);
}

async function previewIn(story: Harness, at: string, to = 'mia'): Promise<Seen> {
  await story.until(at);
  return story.expectMessage(to, /^Preview: Atlas: digest/);
}

test('the approver gets a preview when the review has closed, and silence sends it at four, once to each stakeholder', async () => {
  const { story } = await friday();
  await story.until('2026-11-06T14:14:00Z');
  expect(aboutDigests(story)).toEqual([]);
  const preview = await previewIn(story, '2026-11-06T14:15:00Z');
  expect(preview.text).toMatch(
    /^Preview: Atlas: digest, Fri 30 Oct to Fri 6 Nov\nPlease have a look\. If you do nothing, it goes out at 16:00\.\n[\s\S]*\[Send now\] \[Three lines\] \[Edit a line\] \[Leave lines out\] \[Hold back\]\n/,
  );
  await story.until('2026-11-06T14:59:00Z');
  expect(aboutDigests(story)).toEqual([]);
  await story.until('2026-11-09T12:00:00Z');
  expect(aboutDigests(story)).toEqual([
    '2026-11-06 15:00 #atlas-stakeholders: Atlas: digest, Fri 30 Oct to Fri 6 Nov',
    '2026-11-06 15:00 dana: Atlas: digest, Fri 30 Oct to Fri 6 Nov',
  ]);
  expect(story.now(preview)).toMatch(/\nThis was sent to the stakeholders\.\n/);
  expect(story.now(preview)).not.toContain('[Send now]');
});

test('“Send now” sends at once and only once; whoever may not decide is told who does', async () => {
  const { story } = await friday();
  const preview = await previewIn(story, '2026-11-06T14:20:00Z');
  const press = (user: string, button: string) =>
    story.chat.act(user, {
      act: 'press',
      button: `digest.${button}`,
      thing: 'digest:atlas/2026-11-06',
      epoch: 0,
    });
  expect(story.words(await press('tom', 'send'))).toBe(
    'Only the approver, the deputy, the coordinator or an admin decides about the digest. Please ask @Mia Sommer or @Ivo Novak.',
  );
  expect(story.words(await story.press('mia', preview, 'Send now'))).toBe('Sent to the stakeholders.');
  expect(story.words(await press('ivo', 'hold'))).toBe('It has been sent already.');
  await story.until('2026-11-07T12:00:00Z');
  expect(aboutDigests(story)).toEqual([
    '2026-11-06 14:20 #atlas-stakeholders: Atlas: digest, Fri 30 Oct to Fri 6 Nov',
    '2026-11-06 14:20 dana: Atlas: digest, Fri 30 Oct to Fri 6 Nov',
  ]);
  expect(story.now(preview)).toContain('This was sent to the stakeholders by Mia Sommer.');
});

test('held back, nothing leaves; the next digest covers that week too, and the held one can no longer be sent', async () => {
  const { story } = await friday();
  await story.until('2026-11-05T14:00:00Z');
  await raise(story, 'tom', { what: 'The lift is slow', when: 'just_telling' });
  story.ignore(/atlas-1/);
  const preview = await previewIn(story, '2026-11-06T14:20:00Z');
  expect(story.words(await story.press('mia', preview, 'Hold back'))).toBe(
    'Held back. It stays here until you send it.',
  );
  expect(story.now(preview)).toMatch(
    /\nThis is held back\. It goes out only when somebody sends it\.\n[\s\S]*\[Send now\] \[Three lines\] \[Edit a line\] \[Leave lines out\]\n/,
  );
  await story.until('2026-11-13T14:14:00Z');
  expect(aboutDigests(story)).toEqual([]);

  const next = await previewIn(story, '2026-11-13T14:15:00Z');
  expect(next.text).toMatch(/^Preview: Atlas: digest, Fri 30 Oct to Fri 13 Nov\n/);
  expect(next.text).toContain('• In this first digest: 1 blocker raised.');
  expect(story.words(await story.press('mia', preview, 'Send now'))).toBe(
    'The digest of Fri 13 Nov tells of this time too, so this one is not sent any more.',
  );
  await story.until('2026-11-13T15:00:00Z');
  expect(aboutDigests(story)).toEqual([
    '2026-11-13 15:00 #atlas-stakeholders: Atlas: digest, Fri 30 Oct to Fri 13 Nov',
    '2026-11-13 15:00 dana: Atlas: digest, Fri 30 Oct to Fri 13 Nov',
  ]);
});

test('held back and sent on Monday, it goes out then, and the next one begins where it ended', async () => {
  const { story } = await friday();
  const preview = await previewIn(story, '2026-11-06T14:20:00Z');
  await story.press('mia', preview, 'Hold back');
  await story.until('2026-11-09T09:00:00Z');
  await story.press('mia', preview, 'Send now');
  expect(aboutDigests(story)).toEqual([
    '2026-11-09 09:00 #atlas-stakeholders: Atlas: digest, Fri 30 Oct to Fri 6 Nov',
    '2026-11-09 09:00 dana: Atlas: digest, Fri 30 Oct to Fri 6 Nov',
  ]);
  const next = await previewIn(story, '2026-11-13T14:15:00Z');
  expect(next.text).toMatch(/^Preview: Atlas: digest, Fri 6 Nov to Fri 13 Nov\n/);
  const [first, second] = await story.store.read.digests.find({}, { order: 'date' });
  expect(second?.from).toBe(first?.to);
  expect(aboutDigests(story)).toEqual([]);
});

test('silence: hold keeps it until somebody sends it', async () => {
  const { story } = await friday(digesting({ silence: 'hold' }));
  const preview = await previewIn(story, '2026-11-06T14:15:00Z');
  expect(preview.text).toContain(
    'Please have a look. It waits for you: without your word it is held back at 16:00.',
  );
  await story.until('2026-11-07T12:00:00Z');
  expect(aboutDigests(story)).toEqual([]);
  expect(story.now(preview)).toContain('This is held back. It goes out only when somebody sends it.');
  await story.press('mia', preview, 'Send now');
  expect(aboutDigests(story)).toEqual([
    '2026-11-07 12:00 #atlas-stakeholders: Atlas: digest, Fri 30 Oct to Fri 6 Nov',
    '2026-11-07 12:00 dana: Atlas: digest, Fri 30 Oct to Fri 6 Nov',
  ]);
});

test('silence: numbers_only sends the numbers, and the words only when the approver says so', async () => {
  const { story } = await friday(digesting({ silence: 'numbers_only' }));
  await story.until('2026-11-05T14:00:00Z');
  await raise(story, 'tom', { what: 'The lift is slow', when: 'just_telling' });
  story.ignore(/atlas-1/);
  const preview = await previewIn(story, '2026-11-06T14:15:00Z');
  expect(preview.text).toMatch(
    /only its numbers go out at 16:00[\s\S]*\n• atlas-1 is new, open for 1 day, level 1\n/,
  );
  await story.until('2026-11-06T15:00:00Z');
  const sent = story.unread('#atlas-stakeholders')[0]!;
  expect(sent.text).toContain('\n• 1 raised, 0 resolved, 1 open now.\n');
  expect(sent.text).not.toContain('atlas-1');
  expect(aboutDigests(story)).toHaveLength(2);
});

test('a review that goes on for long: the approver has half an hour at least', async () => {
  const { story } = await friday(ritual('weekly-review', (one) => ({ lasts: one.lasts + 60 })));
  await story.until('2026-11-06T14:29:00Z');
  expect(aboutDigests(story)).toEqual([]);
  await story.until('2026-11-06T14:30:00Z');
  expect(aboutDigests(story)).toEqual([
    '2026-11-06 14:30 mia: Preview: Atlas: digest, Fri 30 Oct to Fri 6 Nov',
  ]);
  await story.until('2026-11-06T16:00:00Z');
  expect(aboutDigests(story)).toEqual([
    '2026-11-06 15:00 #atlas-stakeholders: Atlas: digest, Fri 30 Oct to Fri 6 Nov',
    '2026-11-06 15:00 dana: Atlas: digest, Fri 30 Oct to Fri 6 Nov',
  ]);
});

test('without an approver nobody is asked, and it goes out at its time with all that was said until then', async () => {
  const { story } = await friday((team) => {
    const { approver: _, deputy: __, ...digest } = team.digest;
    return { ...team, digest };
  });
  await story.until('2026-11-06T14:45:00Z');
  expect(aboutDigests(story)).toEqual([]);
  await raise(story, 'tom', { what: 'The lift is slow', when: 'just_telling' });
  story.ignore(/atlas-1/);
  await story.until('2026-11-06T15:00:00Z');
  expect(story.unread('dana')[0]?.text).toContain('1 blocker raised');
  expect(aboutDigests(story)).toHaveLength(2);
});

test('the approver is away on Friday: the deputy looks at it', async () => {
  const { story } = await friday();
  await story.slash('mia', '/rondo away tomorrow');
  const preview = await previewIn(story, '2026-11-06T14:15:00Z', 'ivo');
  expect(story.words(await story.press('ivo', preview, 'Send now'))).toBe('Sent to the stakeholders.');
  expect(aboutDigests(story)).toEqual([
    '2026-11-06 14:15 #atlas-stakeholders: Atlas: digest, Fri 30 Oct to Fri 6 Nov',
    '2026-11-06 14:15 dana: Atlas: digest, Fri 30 Oct to Fri 6 Nov',
  ]);
});

test('everything is told in exactly one digest: in this one up to its cut-off, in the next one after it', async () => {
  const { story } = await friday();
  const cutOff = Date.parse('2026-11-06T14:15:00Z');
  const raises = [cutOff - 1, cutOff + 1];
  for (const [at, instant] of raises.entries()) {
    await story.until(instant);
    await raise(story, 'tom', { what: `Thing number ${at + 1}`, when: 'just_telling' });
    story.ignore(/^(You raised|atlas-)/);
  }
  const first = story.expectMessage('mia', /^Preview/);
  expect(first.text).toMatch(/• 1 raised, 0 resolved, 1 open now\.\n• atlas-1 is new/);
  expect(first.text).not.toContain('atlas-2');
  await story.until('2026-11-10T09:00:00Z');
  const card = story.all().find(({ to, text }) => to === 'tom' && text.includes('atlas-1'))!;
  await fill(story, 'tom', await story.press('tom', card, 'Resolve'), { how: 'Waited' });
  story.ignore(/atlas-1 · resolved|^Atlas: digest/);
  const second = await previewIn(story, '2026-11-13T14:15:00Z');
  expect(second.text).toMatch(
    /• Since the last digest: 1 blocker raised and 1 blocker resolved\.\n[\s\S]*• 1 raised, 1 resolved, 1 open now\.[^\n]*\n• atlas-1 was resolved at level 1 after 3 days\n• atlas-2 is new/,
  );
  aboutDigests(story);
});

test('every line names the thing it came from, and that thing is there', async () => {
  const team = await atlas(only('morning-sync', 'weekly-review', 'weekly-digest'), people('mia', 'tom'));
  const story = await harness({ at: '2026-11-05T07:30:00Z', teams: [team] });
  await story.until('2026-11-05T09:30:00Z');
  await story.answer('mia', { done: 'The map is live', today: 'Search', 'blocked.what': 'No test data' });
  await story.answer('tom', { done: 'Drew the seams', today: 'Reviews', 'risk.what': 'The map may be slow' });
  await story.until('2026-11-06T14:15:00Z');
  const [digest] = await story.store.read.digests.find({});
  const sources = digest?.lines.map(({ section, source }) => `${section} ${source}`);
  expect(sources).toEqual([
    'changed team:atlas',
    'changed escalation:atlas-1',
    'moved update:atlas/morning-sync/2026-11-05/mia',
    'moved update:atlas/morning-sync/2026-11-05/tom',
    'blockers team:atlas',
    'blockers escalation:atlas-1',
    'escalations team:atlas',
    'escalations team:atlas',
    expect.stringMatching(/^risks risk:/),
    'participation ritual:atlas/morning-sync',
    'participation ritual:atlas/weekly-review',
    'next ritual:atlas/morning-sync',
    'next ritual:atlas/weekly-review',
  ]);
  const { read } = story.store;
  for (const { source } of digest?.lines ?? []) {
    const [kind = '', id = ''] = [
      source.slice(0, source.indexOf(':')),
      source.slice(source.indexOf(':') + 1),
    ];
    const found: Record<string, () => Promise<unknown>> = {
      escalation: () => read.escalations.get(id),
      update: () => read.updates.get(id),
      risk: () => read.risks.get(id),
      team: async () => team.id === id,
      ritual: async () => team.rituals.some((one) => `atlas/${one.id}` === id),
    };
    expect(await found[kind]?.(), source).toBeTruthy();
  }
  story.ignore(/./);
});
