/** Outlines on a 20 × 20 grid. */
const outlines = {
  captions: 'M3 4.5h14v11H3zM6 9h4M12 9h2M6 12h2M10 12h4',
  transcripts: 'M5 2.5h7l3 3v12H5zM12 2.5v3h3M7.5 9h5M7.5 12h5M7.5 15h3',
  search: 'M8.5 3a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11M12.5 12.5l4.5 4.5',
  settings: 'M3 6h6M13 6h4M3 14h2M9 14h8M11 4v4M7 12v4',
  about: 'M10 2.5a7.5 7.5 0 1 0 0 15a7.5 7.5 0 1 0 0-15M10 9v5M10 6v.5',
  microphone:
    'M10 2.5a2.5 2.5 0 0 0-2.5 2.5v5a2.5 2.5 0 0 0 5 0V5A2.5 2.5 0 0 0 10 2.5M4.5 9.5a5.5 5.5 0 0 0 11 0M10 15v2.5',
  speaker: 'M3 7.5v5h3l4 3.5V4L6 7.5zM13 7a4 4 0 0 1 0 6M15.5 5a7 7 0 0 1 0 10',
  lock: 'M5 9h10v8H5zM7 9V6.5a3 3 0 0 1 6 0V9',
  warning: 'M10 3l7.5 13.5h-15zM10 8v4M10 14v.5',
  close: 'M5 5l10 10M15 5L5 15',
  trash: 'M3.5 5.5h13M8 5.5v-2h4v2M5 5.5l.7 12h8.6l.7-12M8.5 8.5v6M11.5 8.5v6',
  back: 'M12 4l-6 6l6 6',
  down: 'M5 7.5l5 5l5-5',
  forward: 'M8 4l6 6l-6 6',
  check: 'M4 10.5l4 4l8-9',
  partly: 'M5 10h10',
  play: 'M6 4l10 6l-10 6z',
  pause: 'M7 4.5v11M13 4.5v11',
  stop: 'M5.5 5.5h9v9h-9z',
  export: 'M10 12.5v-9M6.5 7L10 3.5L13.5 7M4 11v6h12v-6',
} as const;
export type IconName = keyof typeof outlines;

/** Those that point along the reading direction. */
const directed: readonly IconName[] = ['back', 'forward'];

/** Decoration: the text beside it, or the control's label, says the same. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      className="icon"
      data-directed={directed.includes(name)}
      viewBox="0 0 20 20"
      aria-hidden="true"
      focusable="false"
    >
      <path d={outlines[name]} />
    </svg>
  );
}
