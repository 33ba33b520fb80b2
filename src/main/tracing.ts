import type { Tracer } from '../ports.ts';

/** Spans by way of OpenTelemetry. Whoever starts Rondo brings the SDK that sends them; without one nothing is sent. It is loaded
 * only when it is wanted. */
export async function openTelemetry(): Promise<Tracer> {
  const { SpanStatusCode, trace } = await import('@opentelemetry/api');
  const tracer = trace.getTracer('rondo');
  return {
    span: (name, facts, work) =>
      tracer.startActiveSpan(name, { attributes: named(facts) }, async (span) => {
        try {
          return await work((fact, value) => void span.setAttribute(`rondo.${fact}`, value));
        } catch (error) {
          // Its message may hold what somebody wrote: only its kind is told.
          const kind = error instanceof Error ? error.name : 'unknown';
          span.setStatus({ code: SpanStatusCode.ERROR, message: kind });
          throw error;
        } finally {
          span.end();
        }
      }),
  };
}

function named(facts: Readonly<Record<string, string | number>>): Record<string, string | number> {
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [`rondo.${name}`, value]));
}
