/** The small panel at the pointer. Built as elements: nothing from a record is ever read as HTML. */
export function tip(lines: readonly { readonly text: string; readonly as: 'value' | 'when' | 'note' }[]): HTMLElement {
  const panel = document.createElement('div');
  panel.className = 'tip';
  for (const { text, as } of lines) {
    const line = document.createElement('div');
    line.className = `tip-${as}`;
    line.textContent = text;
    panel.append(line);
  }
  return panel;
}

/** The frame around it, in the colours of the page. */
export const tooltipFrame = {
  trigger: 'axis',
  confine: true,
  transitionDuration: 0,
  padding: 0,
  borderWidth: 0,
  backgroundColor: 'transparent',
  extraCssText: 'box-shadow:none',
} as const;
