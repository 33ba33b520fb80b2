import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { runPlayground } from '../../src/main/playground.ts';

test('the address that somebody gets in chat is served on the web port', async () => {
  const data = mkdtempSync(join(tmpdir(), 'rondo-calendar-'));
  onTestFinished(() => rmSync(data, { recursive: true, force: true }));
  const settings = {
    PORT: '0',
    RONDO_DATA: data,
    RONDO_URL: 'https://rondo.example.com',
    RONDO_LOG: 'silent',
  };
  const app = await runPlayground(readConfig(settings), createLog('silent'));
  onTestFinished(() => app.stop());
  const api = `${app.address}/playground/api`;
  const body = JSON.stringify({ as: 'mia', place: 'direct:mia', text: '/rondo calendar' });
  await fetch(`${api}/say`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  const shown = await (await fetch(`${api}/lines?as=mia&place=direct:mia`)).text();
  const [, path] = /https:\/\/rondo\.example\.com(\/calendar\/[\w-]{43}\.ics)/.exec(shown) ?? [];
  const answer = await fetch(`${app.address}${path}`);
  expect(answer.status).toBe(200);
  expect(await answer.text()).toMatch(/^BEGIN:VCALENDAR\r\n[\s\S]*X-WR-CALNAME:Atlas: Mia Sommer/);
  expect((await fetch(`${app.address}/calendar/none.ics`)).status).toBe(404);
});
