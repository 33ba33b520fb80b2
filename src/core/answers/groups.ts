import { dueProblem } from '../action-due.ts';
import { readsAsNone } from '../blocker.ts';
import type { Choice, FormValue, Input } from '../form.ts';
import type { RiskAnswer } from '../round.ts';
import { extra, first, readWhat } from './group.ts';
import { dependencyOf, kudosOf, riskOf } from './kinds.ts';
import {
  type Asking,
  answered,
  type Given,
  LONGEST,
  NOTHING,
  picksOf,
  type Read,
  tooLong,
  type Way,
  wordsOf,
  wrong,
} from './reading.ts';
import { colleagues, members } from './roster.ts';

/** Whom somebody waits for, for what, until when. */
export const dependency: Way = { inputs: dependencyInputs, read: readDependency };

/** What could go wrong, how likely, how bad. */
export const risk: Way = { inputs: riskInputs, read: readRisk };

/** Thanks. */
export const kudos: Way = { inputs: kudosInputs, read: readKudos };

/** What is read in lists, in characters. */
const LONGEST_LINE = 1000;

const STEPS: readonly Choice[] = [
  { value: 'low', label: 'Low' },
  { value: 'medium', label: 'Medium' },
  { value: 'high', label: 'High' },
];

function dependencyInputs(asking: Asking): Input[] {
  const before = dependencyOf(asking.start);
  return [
    { ...first(asking, 'on', 'select', before?.on), choices: colleagues(asking) },
    { ...extra(asking, 'what', 'What for?', 'text', before?.what), limit: LONGEST },
    extra(asking, 'until', 'Until when?', 'date', before?.until),
  ];
}

function readDependency(asking: Asking, given: Given): Read {
  const on = wordsOf(given('on'));
  const what = wordsOf(given('what'));
  const until = wordsOf(given('until'));
  if (!on && readsAsNone(what)) return what ? { read: 'none' } : NOTHING;
  if (!on) return wrong(asking, 'Pick whom you are waiting for, or empty “What for?”.', 'on');
  if (!colleagues(asking).some(({ value }) => value === on))
    return wrong(asking, 'Pick somebody of this team.', 'on');
  const problem = tooLong(what);
  if (problem) return wrong(asking, problem, 'what');
  if (!what) return wrong(asking, 'Say what you are waiting for.', 'what');
  const kept = until === dependencyOf(asking.start)?.until;
  const notThen = until && !kept ? dueProblem(until, asking.today) : undefined;
  if (notThen) return wrong(asking, notThen, 'until');
  return answered({ on, what, ...(until ? { until } : {}) });
}

function riskInputs(asking: Asking): Input[] {
  const before = riskOf(asking.start);
  return [
    { ...first(asking, 'what', 'text', before?.what), limit: LONGEST },
    { ...extra(asking, 'likelihood', 'How likely?', 'select', before?.likelihood), choices: STEPS },
    { ...extra(asking, 'impact', 'How bad would it be?', 'select', before?.impact), choices: STEPS },
    {
      ...extra(asking, 'mitigation', 'What makes it less likely or less bad?', 'line', before?.mitigation),
      limit: LONGEST_LINE,
    },
    { ...extra(asking, 'owner', 'Who should watch it?', 'select', before?.owner), choices: members(asking) },
  ];
}

function readRisk(asking: Asking, given: Given): Read {
  const what = wordsOf(given('what'));
  const likelihood = stepOf(given('likelihood'));
  const impact = stepOf(given('impact'));
  const mitigation = wordsOf(given('mitigation'));
  const owner = wordsOf(given('owner'));
  const rest = Boolean(likelihood || impact || mitigation || owner);
  const early = readWhat(asking, what, rest, 'Say what could go wrong.');
  if (early) return early;
  const problem = tooLong(mitigation, LONGEST_LINE);
  if (problem) return wrong(asking, problem, 'mitigation');
  const known = members(asking).some(({ value }) => value === owner);
  if (owner && !known && owner !== riskOf(asking.start)?.owner)
    return wrong(asking, 'Pick somebody of this team.', 'owner');
  return answered({
    what,
    ...(likelihood ? { likelihood } : {}),
    ...(impact ? { impact } : {}),
    ...(owner ? { owner } : {}),
    ...(mitigation ? { mitigation } : {}),
  });
}

function kudosInputs(asking: Asking): Input[] {
  const before = kudosOf(asking.start);
  return [
    { ...first(asking, 'what', 'text', before?.what), limit: LONGEST },
    { ...extra(asking, 'to', 'To whom?', 'multi', before?.to), choices: colleagues(asking) },
  ];
}

function readKudos(asking: Asking, given: Given): Read {
  const what = wordsOf(given('what'));
  const to = picksOf(given('to'));
  const early = readWhat(asking, what, to.length > 0, 'Say what for.');
  if (early) return early;
  const known = colleagues(asking);
  if (to.some((id) => !known.some(({ value }) => value === id)))
    return wrong(asking, 'Pick people of this team.', 'to');
  return answered({ to, what });
}

function stepOf(value: FormValue | undefined): RiskAnswer['likelihood'] {
  return value === 'low' || value === 'medium' || value === 'high' ? value : undefined;
}
