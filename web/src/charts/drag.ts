import type { EChartsType } from 'echarts/core';

/** A shorter way of the pointer is a click that trembled. */
const LEAST_PX = 8;

interface At {
  readonly offsetX: number;
  readonly offsetY: number;
}

/** Drawing over the chart with the mouse chooses a part of its time axis. Fingers scroll the page; for them there are buttons. */
export function dragToZoom(chart: EChartsType, chosen: (from: number, to: number) => void): () => void {
  const pane = document.createElement('div');
  pane.className = 'chart-chosen';
  const host = chart.getDom();
  let start: number | undefined;
  const inside = (x: number, y: number) => chart.containPixel({ gridIndex: 0 }, [x, y]);

  const down = ({ offsetX, offsetY }: At) => {
    if (!inside(offsetX, offsetY)) return;
    start = offsetX;
  };
  const move = ({ offsetX }: At) => {
    if (start === undefined || Math.abs(offsetX - start) < LEAST_PX) return;
    if (!pane.isConnected) host.append(pane);
    pane.style.left = `${Math.min(start, offsetX)}px`;
    pane.style.width = `${Math.abs(offsetX - start)}px`;
  };
  const up = ({ offsetX }: At) => {
    const from = start;
    start = undefined;
    pane.remove();
    if (from === undefined || Math.abs(offsetX - from) < LEAST_PX) return;
    const [a, b] = [from, offsetX].map((x) => chart.convertFromPixel({ xAxisIndex: 0 }, x)) as [number, number];
    chosen(Math.min(a, b), Math.max(a, b));
  };
  const drop = () => {
    start = undefined;
    pane.remove();
  };

  const pointer = (event: PointerEvent): At => {
    const box = host.getBoundingClientRect();
    return { offsetX: event.clientX - box.left, offsetY: event.clientY - box.top };
  };
  const onDown = (event: PointerEvent) => {
    if (event.pointerType === 'mouse' && event.button === 0) down(pointer(event));
  };
  const onMove = (event: PointerEvent) => move(pointer(event));
  const onUp = (event: PointerEvent) => up(pointer(event));
  const onKey = (event: KeyboardEvent) => event.key === 'Escape' && drop();
  host.addEventListener('pointerdown', onDown);
  // The pointer may leave the chart with the button held.
  addEventListener('pointermove', onMove);
  addEventListener('pointerup', onUp);
  addEventListener('keydown', onKey);
  return () => {
    drop();
    host.removeEventListener('pointerdown', onDown);
    removeEventListener('pointermove', onMove);
    removeEventListener('pointerup', onUp);
    removeEventListener('keydown', onKey);
  };
}
