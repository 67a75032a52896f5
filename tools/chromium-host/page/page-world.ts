import type { WorldCrossing } from './world-crossing';

/**
 * Runs in the page's own world before its scripts: puts what the preload exposes on `window`, and asks main before a
 * microphone is opened. One function without outer references: its source runs in the page.
 */
export function preparePageWorld(crossing: WorldCrossing): void {
  crossing.offer('expose', (key: string, api: unknown) => {
    const freeze = (value: unknown): unknown => {
      if (value !== null && typeof value === 'object') Object.values(Object.freeze(value)).forEach(freeze);
      return value;
    };
    Object.defineProperty(window, key, { value: freeze(api), enumerable: true });
  });

  if (!('mediaDevices' in navigator)) return;
  const devices = navigator.mediaDevices;
  const getUserMedia = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async (constraints) => {
    const mediaTypes = (['audio', 'video'] as const).filter((type) => constraints?.[type]);
    if (!(await crossing.call('ask-permission', ['media', mediaTypes])))
      throw new DOMException('Permission denied', 'NotAllowedError');
    return getUserMedia(constraints);
  };
  // Under Xvfb it fails anyway, and elsewhere Chromium would show its own picker, which Electron doesn't.
  devices.getDisplayMedia = () =>
    Promise.reject(new DOMException('The Chromium host has no screen capture', 'NotReadableError'));
}
