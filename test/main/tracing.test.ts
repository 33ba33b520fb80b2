import { type Span, type SpanStatus, trace } from '@opentelemetry/api';
import { expect, onTestFinished, test } from 'vitest';
import { openTelemetry } from '../../src/main/tracing.ts';

/** What an SDK would have sent. */
interface Kept {
  name: string;
  attributes: Record<string, unknown>;
  status?: SpanStatus;
  ended: boolean;
}

function keeping(): Kept[] {
  const kept: Kept[] = [];
  function begin(name: string, attributes: object = {}): Span {
    const one: Kept = { name, attributes: { ...attributes }, ended: false };
    kept.push(one);
    const span: Span = {
      spanContext: () => ({ traceId: '1'.repeat(32), spanId: '2'.repeat(16), traceFlags: 1 }),
      setAttribute(key, value) {
        Object.assign(one.attributes, { [key]: value });
        return span;
      },
      setAttributes: () => span,
      addEvent: () => span,
      addLink: () => span,
      addLinks: () => span,
      setStatus(status) {
        Object.assign(one, { status });
        return span;
      },
      updateName: () => span,
      end: () => void Object.assign(one, { ended: true }),
      isRecording: () => true,
      recordException: () => {},
    };
    return span;
  }
  const tracer = {
    startSpan: (name: string, how?: { attributes?: object }) => begin(name, how?.attributes),
    startActiveSpan: (name: string, how: { attributes?: object }, work: (span: Span) => unknown) =>
      work(begin(name, how.attributes)),
  };
  // The api has several forms of startActiveSpan; this one is used.
  trace.setGlobalTracerProvider({ getTracer: () => tracer as never });
  onTestFinished(() => trace.disable());
  return kept;
}

test('with an SDK in the process, each piece of work is a span that ends with it and says how it ended', async () => {
  const kept = keeping();
  const tracer = await openTelemetry();
  const answer = await tracer.span('job prompt', { key: 'prompt:1' }, async (note) => {
    note('outcome', 'done');
    expect(kept[0]?.ended).toBe(false);
    return 7;
  });
  expect(answer).toBe(7);
  expect(kept).toEqual([
    { name: 'job prompt', attributes: { 'rondo.key': 'prompt:1', 'rondo.outcome': 'done' }, ended: true },
  ]);
});

test('work that fails marks its span, without the words of the error', async () => {
  const kept = keeping();
  const tracer = await openTelemetry();
  const work = () => Promise.reject(new TypeError('Mia answered: no'));
  await expect(tracer.span('command say', {}, work)).rejects.toThrow('Mia answered');
  expect(kept[0]).toMatchObject({ ended: true, status: { code: 2, message: 'TypeError' } });
  expect(JSON.stringify(kept)).not.toContain('Mia');
});

test('without an SDK the work is done all the same', async () => {
  const tracer = await openTelemetry();
  expect(await tracer.span('job prompt', {}, async () => 7)).toBe(7);
});
