import { BarChart, CustomChart, LineChart, ScatterChart } from 'echarts/charts';
import { GridComponent, MarkAreaComponent, MarkLineComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([BarChart, CustomChart, LineChart, ScatterChart, GridComponent, MarkAreaComponent, MarkLineComponent, SVGRenderer]);

/** A chart as SVG text, drawn without a browser. Sizes in px. */
export function svgOf(option: object, { width = 720, height = 240 } = {}): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  chart.setOption(option as EChartsCoreOption);
  const svg = chart.renderToSVGString();
  chart.dispose();
  return renamed(svg);
}

/** The library counts its names through the life of a process: counted anew in each chart, the same report is drawn alike, byte for byte. */
function renamed(svg: string): string {
  const names = new Map<string, string>();
  return svg.replaceAll(/\bzr\d+-[\w-]+/g, (name) => {
    const known = names.get(name) ?? `c${names.size}-`;
    names.set(name, known);
    return known;
  });
}
