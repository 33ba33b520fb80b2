import { expect, test } from 'vitest';
import { borea, load, problemsOf } from './folder.ts';

const SECRET = 'https://calendar.example.com/private-5ec7e7/basic.ics';
const member = (absences: string): [string, string] => ['id: nora,', `id: nora, absences: ${absences},`];
const shared = (absences: string): [string, string] => [
  'zone: Europe/Berlin',
  `zone: Europe/Berlin\nabsences: ${absences}`,
];

test('a member’s calendar and one that the team shares are read from the file, with the addresses people are known by', async () => {
  const files = borea(
    member(`{ ics: "webcal://calendar.example.com/nora.ics" }`),
    shared(`{ ics: "${SECRET}" }`),
    ['user: "@pia"', 'user: { playground: "@pia", slack: "Pia@Example.com" }'],
  );
  expect(await problemsOf(files)).toEqual([]);
  const { teams } = await load(files);
  const emails = new Map([['pia@example.com', 'pia']]);
  expect(teams[0]?.absenceFeeds).toEqual([
    { id: 'team-borea', url: SECRET, emails },
    { id: 'own', person: 'nora', url: 'https://calendar.example.com/nora.ics', emails },
  ]);
});

test.each([
  'http://calendar.example.com/5ec7e7.ics',
  'https://10.0.0.1/5ec7e7.ics',
  'https://[::1]/5ec7e7.ics',
  'https://localhost/5ec7e7.ics',
  'https://intranet/5ec7e7.ics',
  'https://calendar.corp.internal/5ec7e7.ics',
  'https://mia:5ec7e7@calendar.example.com/',
  'file:///5ec7e7.ics',
  'calendar.example.com/5ec7e7.ics',
])('%s is refused with what is expected, and the secret is not repeated', async (url) => {
  const errors = await problemsOf(borea(member(`{ ics: "${url}" }`)));
  expect(errors).toHaveLength(1);
  expect(errors[0]).toMatch(/^teams\/borea\.yml|^borea\.yml/);
  expect(errors[0]).toContain('expected the secret address of a calendar in iCal format');
  expect(errors[0]).not.toContain('5ec7e7');
});

test('an address where a map belongs is refused without its secret', async () => {
  const errors = await problemsOf(borea(shared(`"${SECRET}"`)));
  expect(errors).toHaveLength(1);
  expect(errors[0]).toContain('found "…//calendar.example.com/…"');
});
