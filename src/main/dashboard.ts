import type { Config } from '../config.ts';
import { createAccess } from '../engine/access/access.ts';
import type { Context } from '../engine/context.ts';
import { lookingInto } from '../engine/metrics/metrics.ts';
import { createPages } from '../engine/pages/pages.ts';
import { createPictures } from '../pictures/pictures.ts';
import type { Changes, Log, Routes } from '../ports.ts';
import { dashboardRoutes } from '../web/dashboard/routes.ts';

/** The dashboard on the web port. */
export function dashboardOf(context: Context, changes: Changes, { url }: Config, log: Log): Routes[] {
  return dashboardRoutes({
    access: createAccess(context),
    pages: createPages(context, lookingInto(context.store.read), true),
    changes,
    pictures: createPictures(),
    secure: url?.startsWith('https:') ?? false,
    log,
    now: Date.now,
    later: (span, call) => void setTimeout(call, span).unref(),
  });
}
