import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { Refused } from '../../src/cli/definitions.ts';
import { escalation } from '../../src/cli/escalation.ts';
import { reportEscalations } from '../../src/cli/report-escalations.ts';
import { atlas, only, people } from '../atlas.ts';
import { type Harness, harness } from '../harness.ts';
import { fill, raise } from '../stories/blockers.ts';

const root = join(import.meta.dirname, '../..');
const rituals = join(root, 'rituals');

afterEach(() => vi.restoreAllMocks());

/** What a verb prints. */
async function printed(verb: () => Promise<void>): Promise<string> {
  const out = vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
  try {
    await verb();
    return out.mock.calls.map(([text]) => String(text)).join('');
  } finally {
    out.mockRestore();
  }
}

/** Mia raises one at 10:00 in Berlin, Tom takes it at 10:30 and solves it at 11:30. */
async function solvedInTheMorning(): Promise<Harness> {
  const story = await harness({
    at: '2026-11-02T09:00:00Z',
    teams: [await atlas(only(), people('mia', 'tom', 'kim'))],
  });
  await raise(story, 'mia', { what: 'The map service is down', needs: ['tom'] });
  await story.until('2026-11-02T09:30:00Z');
  const card = story.expectMessage('tom', /^Can you help/);
  await story.press('tom', card, 'I take it');
  await story.until('2026-11-02T10:30:00Z');
  await fill(story, 'tom', await story.press('tom', card, 'Resolve'), { how: 'Restarted it' });
  await story.until('2026-11-02T10:31:00Z');
  story.ignore(/(?:)/);
  return story;
}

test('the record of an escalation: where it stands, what happened, who was told what, while Rondo runs', async () => {
  const { folder } = await solvedInTheMorning();
  const shown = await printed(() => escalation('Atlas-1', { data: folder, rituals }));
  expect(shown.split('\n').slice(0, 9)).toEqual([
    'atlas-1 · times in Europe/Berlin',
    '',
    'State       resolved, Level 1, team',
    'What        The map service is down',
    'Raised      @Mia Sommer, Mon 2 Nov 10:00',
    'Owner       @Tom Okafor, since Mon 2 Nov 10:30',
    'Resolved    @Tom Okafor, Mon 2 Nov 11:30: Restarted it',
    '',
    'Mon 2 Nov 10:00 raised by @Mia Sommer – The map service is down',
  ]);
  expect(shown).toContain('\nMon 2 Nov 10:00 told @Tom Okafor: its card (direct message, playground)\n');
  expect(shown).toContain('\nMon 2 Nov 10:00 told #atlas: its card (in a thread, playground)\n');
  expect(shown).toContain('\nMon 2 Nov 10:30 acknowledged by @Tom Okafor – ');
  expect(shown).toContain(
    '\nMon 2 Nov 10:30 told @Mia Sommer: who takes care of it (direct message, playground)\n',
  );
  expect(shown).toContain('\nMon 2 Nov 11:30 resolved by @Tom Okafor – Restarted it\n');
});

test('the same as JSON, with instants in UTC', async () => {
  const { folder } = await solvedInTheMorning();
  const shown = JSON.parse(await printed(() => escalation('atlas-1', { data: folder, rituals, json: true })));
  expect(shown).toMatchObject({ id: 'atlas-1', state: 'resolved', level: 1, private: false, owner: 'tom' });
  expect(shown.raisedAt).toBe('2026-11-02T09:00:00Z');
  const { timeline } = shown;
  expect(timeline[0]).toMatchObject({
    at: '2026-11-02T09:00:00Z',
    line: 'event',
    what: 'raised',
    who: 'mia',
  });
  expect(timeline).toContainEqual(
    expect.objectContaining({ line: 'told', kind: 'card', to: { person: 'tom' }, workspace: 'playground' }),
  );
});

test('in chat, why says the same to whoever may see it', async () => {
  const story = await solvedInTheMorning();
  const said = story.words(await story.slash('mia', '/rondo why atlas-1'));
  expect(said).toContain('Mon 2 Nov 09:00 told Tom Okafor: its card (direct message, playground)');
});

test('a private one is shown to whoever runs Rondo, and marked', async () => {
  const story = await solvedInTheMorning();
  const found = (await story.store.read.escalations.get('atlas-1'))!;
  const hidden = { ...found, private: { people: ['mia', 'tom'] }, version: found.version + 1 };
  await story.store.transact((tx) => tx.escalations.update(hidden));
  const shown = await printed(() => escalation('atlas-1', { data: story.folder, rituals }));
  expect(shown).toMatch(/^atlas-1 \(private\) · /);
  expect(shown).toContain('\nPrivate     seen by the lead, @Mia Sommer and @Tom Okafor\n');
  expect(story.words(await story.slash('kim', '/rondo why atlas-1'))).not.toContain('map service');
});

test('an id that is not there is refused with those that are', async () => {
  const { folder } = await solvedInTheMorning();
  await expect(escalation('atlas-7', { data: folder, rituals })).rejects.toThrow(
    'There is no escalation atlas-7. The newest ones: atlas-1.',
  );
  await expect(escalation('atlas-1', { data: join(folder, 'no'), rituals })).rejects.toThrow(Refused);
});

const NOVEMBER = { team: 'atlas', from: '2026-11-02', to: '2026-11-16', rituals };
const LATER = Date.parse('2026-11-16T09:00:00Z');

test('the report of a team: to read, as JSON and as CSV', async () => {
  const { folder: data } = await solvedInTheMorning();
  const read = await printed(() => reportEscalations({ ...NOVEMBER, data }, LATER));
  expect(read.split('\n').slice(0, 4)).toEqual([
    'Escalations of Atlas, from 2026-11-02 up to 2026-11-16 (not included), Europe/Berlin',
    'As known on Mon 16 Nov 10:00',
    '',
    'opened 1 (0 private, 0 just told) · reopened 0 · resolved 1 · cancelled 0 · exhausted 0',
  ]);
  expect(read).toMatch(
    /\ntime to acknowledge +Level 1, team +1 +30 min +30 min +30 min +30 min +1 of 1 \(100 %\)\n/,
  );
  expect(read).toMatch(/\nsince due +[1-9]/);
  expect(read).not.toMatch(/Mia|Tom|map/);

  const json = JSON.parse(await printed(() => reportEscalations({ ...NOVEMBER, data, json: true }, LATER)));
  expect(json).toMatchObject({
    team: 'atlas',
    from: '2026-11-02',
    to: '2026-11-16',
    at: '2026-11-16T09:00:00Z',
  });
  const resolve = { figure: 'time to resolve', level: 1, measure: 'p90', unit: 'hours', value: 1.5 };
  expect(json.figures).toContainEqual(resolve);

  const csv = await printed(() => reportEscalations({ ...NOVEMBER, data, csv: true }, LATER));
  const lines = csv.split('\r\n');
  expect(lines[0]).toBe('team,from,to,figure,level,measure,unit,value');
  expect(lines).toContain('atlas,2026-11-02,2026-11-16,time to resolve,1,p90,hours,1.5');
  expect(lines).toContain('atlas,2026-11-02,2026-11-16,"opened, private",,n,count,0');
  expect(lines.at(-1)).toBe('');
});

test.each([
  [{ from: '2026-13-01' }, /--from: expected a date like 2026-11-02, found 2026-13-01/],
  [{ to: 'friday' }, /--to: expected a date/],
  [{ to: '2026-11-02' }, /--to: expected a date after 2026-11-02/],
  [{ json: true, csv: true }, /one of --json, --csv and --html/],
  [{ team: 'nobody' }, /There is no team nobody\. Teams: atlas/],
])('a report of %j is refused', async (wrong, why) => {
  await expect(reportEscalations({ ...NOVEMBER, data: root, ...wrong }, LATER)).rejects.toThrow(why);
});

test('on the command line a refusal is a sentence and exit code 1', () => {
  const run = (...words: string[]) =>
    execFileSync(process.execPath, ['bin/rondo.mjs', ...words], {
      cwd: root,
      encoding: 'utf8',
      stdio: 'pipe',
    });
  const failed = expect.objectContaining({
    status: 1,
    stdout: '',
    stderr: expect.stringMatching(/^There is no database in /),
  });
  let thrown: unknown;
  try {
    run('escalation', 'atlas-1', '--data', 'docs', '--rituals', 'rituals');
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toEqual(failed);
});
