import { identityOf } from './audio-inputs';

/** How often devices are looked at, ms. */
const lookMs = 2000;

/**
 * Calls `onChange` when devices come or go. Chromium's own event doesn't tell of everything: on Linux it follows the
 * kernel's sound cards, so a Bluetooth headset, which only the sound server knows, comes and goes unseen.
 * @returns a function that ends the watch
 */
export function watchDevices(devices: MediaDevices, onChange: () => void): () => void {
  let known: string | undefined;
  const look = async (): Promise<void> => {
    const now = (await devices.enumerateDevices()).map(identityOf).join('\n');
    const isChange = known !== undefined && now !== known;
    known = now;
    if (isChange) onChange();
  };
  const timer = setInterval(() => void look(), lookMs);
  devices.addEventListener('devicechange', onChange);
  void look();
  return () => {
    clearInterval(timer);
    devices.removeEventListener('devicechange', onChange);
  };
}
