import { useEffect } from 'react';

/**
 * Tells main how much larger the system's text is than usual, 1 as usual, so that the window has room for as many lines.
 * Only style sheets know it, so an element of that width is measured.
 */
export function useTextScale(tell: (scale: number) => void): void {
  useEffect(() => {
    const probe = document.createElement('div');
    probe.className = 'text-scale-probe';
    document.body.append(probe);
    const observer = new ResizeObserver(() => {
      tell(probe.offsetWidth / 100);
    });
    observer.observe(probe);
    return () => {
      observer.disconnect();
      probe.remove();
    };
  }, [tell]);
}
