import type { EChartsCoreOption } from 'echarts/core';
import { useEffect, useRef, useState } from 'react';
import { SkeletonBlock } from '../parts/state.tsx';
import { dragToZoom } from './drag.ts';

type Echart = ReturnType<typeof import('./echarts.ts').init>;

/**
 * An ECharts picture of a fixed height that is as wide as its place. `label` says in words what it shows; the table beneath a chart
 * says the rest. `pick` hears which alert was clicked, `zoom` which part of the time axis (wall time) was drawn over.
 */
export function Chart({
  option,
  height,
  label,
  pick,
  zoom,
}: {
  readonly option: EChartsCoreOption;
  readonly height: number;
  readonly label: string;
  readonly pick: (alert: string) => void;
  readonly zoom: (from: number, to: number) => void;
}) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<Echart>(undefined);
  const latest = useRef({ option, pick, zoom });
  const [drawn, setDrawn] = useState(false);
  useEffect(() => {
    latest.current = { option, pick, zoom };
    chart.current?.setOption(option, { notMerge: true });
  }, [option, pick, zoom]);

  useEffect(() => {
    const element = place.current!;
    let gone = false;
    let stop = () => {};
    void import('./echarts.ts').then(({ init }) => {
      if (gone) return;
      const made = init(element);
      chart.current = made;
      made.on('click', ({ data }) => {
        const alert = (data as { readonly pick?: string } | undefined)?.pick;
        if (alert !== undefined) latest.current.pick(alert);
      });
      made.setOption(latest.current.option);
      const stopDragging = dragToZoom(made, (from, to) => latest.current.zoom(from, to));
      const sizes = new ResizeObserver(() => made.resize());
      sizes.observe(element);
      setDrawn(true);
      stop = () => {
        sizes.disconnect();
        stopDragging();
        made.dispose();
        chart.current = undefined;
      };
    });
    return () => {
      gone = true;
      stop();
    };
  }, []);

  return (
    <div className="chart" style={{ height }}>
      {!drawn && <SkeletonBlock height={height} />}
      <div ref={place} className="chart-place" role="img" aria-label={label} />
    </div>
  );
}
