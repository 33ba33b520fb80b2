import { expect, test } from 'vitest';
import { createLog } from '../src/log.ts';

function logging(terminal: boolean, level = 'info') {
  const lines: string[] = [];
  return { lines, log: createLog(level, { terminal, write: (line) => void lines.push(line) }) };
}

test('a line is one JSON object with a level in words and a time', () => {
  const { lines, log } = logging(false);
  log.warn({ recipient: 'person:mia' }, 'A message has to wait.');
  expect(JSON.parse(lines[0] ?? '')).toEqual({
    level: 'warn',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    recipient: 'person:mia',
    msg: 'A message has to wait.',
  });
});

test('on a terminal a line is made for reading, with the error below it', () => {
  const { lines, log } = logging(true);
  log.error({ job: 'a', attempts: 2, error: 'Error: no\n    at x' }, 'A job failed.');
  expect(lines[0]).toMatch(
    /^\d\d:\d\d:\d\d error A job failed\. job=a attempts=2\n {2}Error: no\n {6}at x\n$/,
  );
});

test('a lower level is left out', () => {
  const { lines, log } = logging(false, 'warn');
  log.info({}, 'x');
  expect(lines).toEqual([]);
});

test.each([true, false])('tokens and answers never reach the log (terminal: %s)', (terminal) => {
  const { lines, log } = logging(terminal);
  const bot = ['xoxb', '123', 'abc'].join('-');
  log.error(
    {
      token: 'hush-1',
      request: { headers: { authorization: 'hush-2' } },
      error: `Error: ${bot} was refused`,
    },
    'x',
  );
  log.info({ update: { answers: { mood: 'hush-3' } }, values: { mood: 'hush-4' } }, 'Bearer hush-5');
  const all = lines.join('');
  expect(all).not.toMatch(/hush|xoxb/);
  expect(all).toMatch(/was refused/);
});
