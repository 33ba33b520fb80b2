import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { openSlack } from './world/slack.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');

/** `rondo doctor --platform slack` as a process, for the sample team in this workspace. */
async function doctor(slack: Awaited<ReturnType<typeof openSlack>>) {
  const folder = mkdtempSync(join(tmpdir(), 'rondo-doctor-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'teams'));
  const sample = readFileSync(join(ROOT, 'rituals', 'teams', 'atlas.yml'), 'utf8');
  writeFileSync(join(folder, 'teams', 'atlas.yml'), sample.replace(/^platform: .*$/m, 'platform: slack'));
  const child = spawn(process.execPath, ['bin/rondo.mjs', 'doctor', '--platform', 'slack'], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH ?? '',
      RONDO_DATA: folder,
      RONDO_RITUALS: folder,
      RONDO_LOG: 'error',
      SLACK_BOT_TOKEN: slack.token,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.url,
    },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [out, errors, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  return { out, errors, code };
}

test('where all is well the doctor says so line by line, and ends with 0', async () => {
  const slack = await openSlack();
  onTestFinished(slack.close);
  const { out, errors, code } = await doctor(slack);
  expect(errors).toBe('');
  expect(out).not.toContain('WRONG');
  expect(out).toMatch(/^ok {5}The bot token belongs to rondo in Acme\.$/m);
  expect(out).toMatch(/^ok {5}Rondo is in #atlas\.$/m);
  expect(out).toMatch(/^ok {5}Mia Sommer is @mia \(U\w+\), Europe\/Berlin\.$/m);
  expect(code).toBe(0);
});

test('a missing person, channel and permission are named with what to do, and it ends with 1', async () => {
  const slack = await openSlack({ channels: [{ name: 'atlas', members: ['mia'] }] });
  onTestFinished(slack.close);
  slack.person('raj').name = 'rajesh';
  slack.state.scopes.delete('app_mentions:read');
  const { out, code } = await doctor(slack);
  expect(code).toBe(1);
  const findings = out.trimEnd().split(/\n(?=ok|WRONG)/);
  expect(findings.filter((line) => line.startsWith('WRONG'))).toEqual([
    "WRONG  The app lacks app_mentions:read, to hear @Rondo.\n       Add it under “OAuth & Permissions” in the app's settings, then install the app again.",
    'WRONG  Rondo is not in #atlas.\n       Type there: /invite @Rondo',
    'WRONG  There is no #atlas-stakeholders that Rondo can see.\n       Check the name in the team file; if the channel is private, invite Rondo there: /invite @Rondo',
    'WRONG  Raj Patel: Slack knows no @raj.\n       Check “user:” in the team file: it is a handle, an e-mail address or a user id.',
  ]);
});
