import type { WeekFigures } from '../core/metrics/week.ts';
import type { Pictures } from '../ports.ts';
import { HEIGHT, trendOption, WIDTH } from './trend.ts';

/** Draws charts. The library takes tens of megabytes, so it is loaded with the first picture. */
export function createPictures(): Pictures {
  let loading: ReturnType<typeof load> | undefined;
  return {
    async trendSvg(weeks) {
      loading ??= load();
      return (await loading)(weeks);
    },
  };
}

async function load(): Promise<(weeks: readonly WeekFigures[]) => string> {
  const [echarts, { BarChart, LineChart }, parts, { SVGRenderer }] = await Promise.all([
    import('echarts/core'),
    import('echarts/charts'),
    import('echarts/components'),
    import('echarts/renderers'),
  ]);
  const { GridComponent, LegendComponent, TitleComponent } = parts;
  echarts.use([BarChart, LineChart, GridComponent, LegendComponent, TitleComponent, SVGRenderer]);
  return (weeks) => {
    const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: HEIGHT });
    try {
      chart.setOption(trendOption(weeks));
      return chart.renderToSVGString();
    } finally {
      chart.dispose();
    }
  };
}
