import { expect, test } from 'vitest';
import type { Trouble } from '../../src/core/trouble.ts';
import { createDutyGroups } from '../../src/engine/rounds/duty-group.ts';
import { ChatError } from '../../src/ports.ts';
import { atlas, people, sync } from '../atlas.ts';
import { harness } from '../harness.ts';

async function onMonday() {
  const team = { ...(await atlas(sync, people('mia', 'tom', 'lea'))), dutyGroup: '@atlas-facilitator' };
  const story = await harness({ at: '2026-10-30T15:00:00Z', teams: [team] });
  await story.until('2026-11-02T12:30:00Z');
  const groups: string[] = [];
  const troubles: Trouble[] = [];
  const over: string[] = [];
  let problem: ChatError | undefined;
  const chat = {
    ...story.chat,
    async setGroup(handle: string, users: readonly string[]) {
      if (problem) throw problem;
      groups.push(`${handle} ${users.join()}`);
    },
  };
  const look = createDutyGroups({
    context: story.engine.context,
    chats: new Map([['playground', chat]]),
    alarms: {
      raise: async (trouble) => void troubles.push(trouble),
      over: async (key) => void over.push(key),
    },
  });
  return { story, look, groups, troubles, over, fail: (next?: ChatError) => (problem = next) };
}

test('the group names whoever is on duty, and is set again only when somebody else is', async () => {
  const { story, look, groups } = await onMonday();
  await look();
  await look();
  expect(groups).toEqual(['@atlas-facilitator mia']);
  await story.until('2026-11-03T12:30:00Z');
  await look();
  expect(groups).toEqual(['@atlas-facilitator mia', '@atlas-facilitator tom']);
  story.ignore(/./);
});

test('what the platform refuses is told to the admins once; what only failed is tried again', async () => {
  const { story, look, groups, troubles, over, fail } = await onMonday();
  fail(new ChatError('failed', 'Slack did not answer.'));
  await look();
  expect([groups, troubles]).toEqual([[], []]);
  fail(new ChatError('refused', 'User groups need a paid plan.'));
  await look();
  await look();
  expect(troubles.map(({ text, also }) => [text, also])).toEqual([
    [
      'The user group @atlas-facilitator of Atlas does not follow who is on duty: User groups need a paid plan.',
      ['mia', 'ivo'],
    ],
  ]);
  fail();
  await story.until('2026-11-03T12:30:00Z');
  await look();
  expect(groups).toEqual(['@atlas-facilitator tom']);
  expect(over).toEqual(['duty-group:atlas']);
  story.ignore(/./);
});
