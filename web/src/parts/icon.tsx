const paths = {
  bell: 'M3.5 11.5h9l-1.200-1.700V7a3.300 3.300 0 0 0-6.600 0v2.800L3.500 11.500ZM6.700 13.700a1.500 1.500 0 0 0 2.600 0',
  people:
    'M6 7.200a2.300 2.300 0 1 0 0-4.600 2.300 2.300 0 0 0 0 4.600ZM1.800 13.200c.3-2.500 2-3.800 4.200-3.800s3.900 1.300 4.200 3.800M10.600 2.900a2.200 2.200 0 0 1 0 4.200M11.800 9.700c1.400.5 2.300 1.700 2.500 3.500',
  speech: 'M2.500 3h11v8h-6l-3 2.500V11h-2V3Z',
  dots: 'M3.500 8h.100M8 8h.100M12.500 8h.100',
  device: 'M4.500 2h7a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1h-7a1 1 0 0 1-1-1V3a1 1 0 0 1 1-1ZM6 5h4v3H6zM7 11.200h2',
  key: 'M10.5 9.500a3.500 3.500 0 1 0-3.300-2.300L2.500 12v1.500H5V12h1.500v-1.500l1.700-1.600c.7.4 1.500.6 2.300.6ZM11.300 4.800v.100',
  tray: 'M2 9.500 4 3.500h8l2 6M2 9.500v3.200h12V9.500h-3.500a2.500 2.500 0 0 1-5 0H2Z',
  report: 'M4 2h5.5L12 4.500V14H4zM9.500 2v2.500H12M6 7.500h4M6 9.500h4M6 11.500h2.500',
  limits: 'M2 12.500h12M2 4h12M8 4v8.500M5.800 6.200 8 4l2.200 2.200M5.800 10.300 8 12.500l2.200-2.200',
  pulse: 'M1.500 8.500h3l2-5 3 9 2-4h3',
  settings:
    'M2.500 5h6M11.500 5h2M2.500 11h2M7.500 11h6M10 6.700a1.700 1.700 0 1 0 0-3.400 1.700 1.700 0 0 0 0 3.400ZM6 12.700a1.700 1.700 0 1 0 0-3.400 1.700 1.700 0 0 0 0 3.400Z',
  check: 'm3 8.500 3.200 3.200L13 5',
  close: 'm4 4 8 8M12 4l-8 8',
  search: 'M7 11.500a4.500 4.500 0 1 0 0-9 4.500 4.500 0 0 0 0 9ZM10.500 10.500 14 14',
  back: 'm9.500 3.500-4.500 4.500 4.500 4.500',
  right: 'm6 3.500 4.500 4.500L6 12.500',
  down: 'm3.500 6 4.500 4.500L12.500 6',
  sun: 'M8 10.800a2.800 2.800 0 1 0 0-5.600 2.800 2.800 0 0 0 0 5.600ZM8 1.500v1.300M8 13.200v1.300M1.500 8h1.300M13.200 8h1.300M3.400 3.400l.9.9M11.700 11.700l.9.9M12.600 3.400l-.9.9M4.300 11.700l-.9.9',
  moon: 'M13 9.600A5.500 5.500 0 0 1 6.400 3a5.500 5.500 0 1 0 6.600 6.600Z',
  clock: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM8 4.700V8l2.200 1.500',
  print: 'M4.500 5.500v-3h7v3M4.500 11.500h-2v-5h11v5h-2M4.500 9.500h7v4h-7z',
  open: 'M9.500 2.500h4v4M13.500 2.500l-6 6M11.500 9v4.500h-9v-9H7',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
  out: 'M6.500 2.500h-4v11h4M10 5l3 3-3 3M13 8H6',
  copy: 'M5.500 5.500h8v8h-8zM10.500 5.500v-3h-8v8h3',
  warning: 'M8 2.500 14.500 13.500h-13L8 2.500ZM8 6.500v3.200M8 11.700v.100',
  history: 'M2.500 8a5.500 5.500 0 1 0 1.700-4M2.500 2.500v2.300h2.300M8 5.200V8l2 1.300',
} as const;
export type IconName = keyof typeof paths;

/** Sixteen units, one stroke. Says nothing to a screen reader: words stand beside it, or a label on the button. */
export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" width={size} height={size} aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}

/** The flame of the hearth. */
export function Flame({ size = 20 }: { readonly size?: number }) {
  return (
    <svg className="flame" viewBox="0 0 20 20" width={size} height={size} aria-hidden="true" focusable="false">
      <path d="M10 1.500c1 3.700 6 5.600 6 11a6 6 0 0 1-12 0c0-2.300 1-3.900 2.200-5.200.4 1.600 1.100 2.500 2 2.800C7.900 6.700 8.500 3.700 10 1.500Z" />
      <path className="flame-heart" d="M10 18.500a3 3 0 0 1-3-3c0-2.100 2-2.900 3-4.900 1 2 3 2.800 3 4.900a3 3 0 0 1-3 3Z" />
    </svg>
  );
}
