import { z } from 'zod';
import { expectedIn } from './written.ts';

/** What of a file could be read although other parts of it are wrong: every field and list entry may be missing. */
export type Draft<S> =
  S extends z.ZodOptional<infer I>
    ? Draft<I>
    : S extends z.ZodDefault<infer I>
      ? Draft<I>
      : S extends z.ZodPrefault<infer I>
        ? Draft<I>
        : S extends z.ZodArray<infer E>
          ? readonly (Draft<E> | undefined)[]
          : S extends z.ZodObject<infer Shape>
            ? { readonly [K in keyof Shape]?: Draft<Shape[K]> | undefined }
            : S extends z.ZodUnion<infer Options>
              ? Draft<Options[number]>
              : z.output<S>;

/** A file's schema, read strictly or as far as it goes. */
export interface Form<S extends z.ZodType> {
  /** The whole, or every mistake in plain words. */
  read(raw: unknown): z.ZodSafeParseResult<z.output<S>>;
  /** What can be read; `undefined` when not even the outermost form is right. */
  draft(raw: unknown): Draft<S> | undefined;
}

export function formOf<S extends z.ZodType>(schema: S): Form<S> {
  // Only files with mistakes need it, and it takes a while to make.
  let loose: z.ZodType | undefined;
  return {
    read: (raw) => schema.safeParse(raw, { error: expectedIn }),
    draft(raw) {
      const whole = schema.safeParse(raw);
      loose ??= whole.success ? undefined : loosened(schema);
      const read = whole.success ? whole : loose?.safeParse(raw);
      // The loosened schema is made while running, so the compiler cannot know its type; `Draft` mirrors `loosened`.
      return read?.success ? (read.data as Draft<S>) : undefined;
    },
  };
}

/** The same schema, but a wrong field or entry becomes `undefined` instead of refusing what is around it. */
function loosened(schema: z.core.$ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault)
    return loosened(schema.def.innerType).optional();
  if (schema instanceof z.ZodArray) return z.array(forgiving(schema.element));
  if (schema instanceof z.ZodUnion) return z.union(schema.options.map(loosened));
  if (schema instanceof z.ZodObject)
    return z.object(
      Object.fromEntries(Object.entries(schema.shape).map(([key, field]) => [key, forgiving(field)])),
    );
  return schema instanceof z.ZodType ? schema : z.unknown();
}

function forgiving(schema: z.core.$ZodType): z.ZodType {
  return loosened(schema).optional().catch(undefined);
}
