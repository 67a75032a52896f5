import { screen } from 'electron';
import type { AppWindows } from './app-windows';

const width = 960;
const height = { least: 480, most: 700 };
/** Between the window and the screen's top, and the overlay, px. */
const margin = 40;

/**
 * Opens the control window (settings, transcripts, first run), or brings the open one to the front. A new one is
 * placed so that an overlay of `overlayHeight` px at the bottom of the screen doesn't cover it.
 * @param onClosed told once the window is gone, however it went
 */
export function openControlWindow(
  windows: AppWindows,
  iconFile: string,
  overlayHeight: number,
  onClosed: () => void,
): void {
  const open = windows.get('control');
  if (open) {
    open.show();
    open.focus();
    return;
  }
  const { workArea } = screen.getPrimaryDisplay();
  const room = workArea.height - overlayHeight - 3 * margin;
  const window = windows.open('control', {
    title: 'Sotto',
    x: Math.round(workArea.x + (workArea.width - width) / 2),
    y: workArea.y + margin,
    width,
    height: Math.max(height.least, Math.min(height.most, room)),
    minWidth: 480,
    minHeight: 400,
    show: false,
    icon: iconFile,
    autoHideMenuBar: true,
  });
  window.once('ready-to-show', () => {
    window.show();
  });
  window.once('closed', onClosed);
}
