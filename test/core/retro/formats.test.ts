import { expect, test } from 'vitest';
import { columnsNamed, FORMATS } from '../../../src/core/retro/formats.ts';

test('a format is known by its names, and without one the usual is taken', () => {
  const known = {
    '': 'start-stop-continue',
    '4Ls': 'four-ls',
    'four Ls': 'four-ls',
    'Mad, sad, glad': 'mad-sad-glad',
    SAILBOAT: 'sailboat',
  } as const;
  for (const [words, format] of Object.entries(known))
    expect(columnsNamed(words), words).toEqual({ ok: true, columns: FORMATS[format] });
});

test('own columns are named one by one; too few, too many or the same twice are refused', () => {
  expect(columnsNamed('columns Good, Bad | Ideas ,')).toEqual({
    ok: true,
    columns: ['Good', 'Bad', 'Ideas'],
  });
  for (const words of ['columns:', 'columns: Good', 'columns a, A', 'columns 1,2,3,4,5,6'])
    expect(columnsNamed(words), words).toMatchObject({ ok: false });
});

test('anything else is a topic', () => {
  for (const words of ['writing tests earlier', 'columns in the report are wrong', 'sailboat trips'])
    expect(columnsNamed(words), words).toBeUndefined();
});
