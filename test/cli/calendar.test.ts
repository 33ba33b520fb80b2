import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { calendar } from '../../src/cli/calendar.ts';
import { DAY } from '../../src/core/time.ts';
import { atlas, sync } from '../atlas.ts';
import { harness } from '../harness.ts';

const rituals = join(import.meta.dirname, '../..', 'rituals');

afterEach(() => vi.restoreAllMocks());

async function printed(options: Parameters<typeof calendar>[0]): Promise<string> {
  const out = vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
  try {
    await calendar(options);
    return out.mock.calls
      .map(([text]) => String(text))
      .join('')
      .replace(/\r\n /g, '');
  } finally {
    out.mockRestore();
  }
}

test('a team’s next 90 days come out of the definitions and the database: who leads, and who is away', async () => {
  const now = Date.now();
  const story = await harness({ at: new Date(now).toISOString(), teams: [await atlas(sync)] });
  const span = { from: now - DAY, to: now + 30 * DAY };
  await story.store.transact((tx) =>
    tx.absences.insert({ id: 'kim/1', person: 'kim', ...span, source: 'self', by: 'kim', version: 1 }),
  );
  const data = story.folder;
  const text = await printed({ team: 'atlas', data, rituals });
  expect(text).toMatch(
    /^BEGIN:VCALENDAR\r\n[\s\S]*SUMMARY:Morning sync \(.+ facilitates\)[\s\S]*END:VCALENDAR\r\n$/,
  );
  expect(text).toContain('SUMMARY:Away: Kim Duarte');
  const own = await printed({ team: 'atlas', person: 'mia', data, rituals });
  expect(own).toContain('SUMMARY:Morning sync (you facilitate)');
  expect(own).not.toContain('Away');
});

test('a database or a person that is not there is said', async () => {
  await expect(calendar({ team: 'atlas', data: '/nowhere', rituals })).rejects.toThrow(
    /no database in \/nowhere/,
  );
  await expect(calendar({ team: 'atlas', person: 'zoe', data: '/nowhere', rituals })).rejects.toThrow(
    'Nobody in Atlas is zoe. Members: mia, tom',
  );
});
