/** The app's sign: a caption's two lines, the second still being said. */
export function SottoMark() {
  return (
    <svg className="sotto-mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect className="mark-ground" width="32" height="32" rx="8" />
      <path className="mark-lines" d="M8 13h16M8 20h8" />
      <circle className="mark-dot" cx="21.5" cy="20" r="1.9" />
    </svg>
  );
}
