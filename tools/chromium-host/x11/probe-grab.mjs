// probe-grab.mjs KEYCODE MASK…: exits with 0 if the X server lets these key combinations be grabbed, else with 1.
// A process of its own, since Electron's globalShortcut.register answers at once and the X server doesn't.
import x11 from 'x11';

const [keycode = 0, ...masks] = process.argv.slice(2).map(Number);

x11.createClient((error, display) => {
  if (error) process.exit(1);
  const { client, screen } = display;
  const root = screen[0]?.root ?? 0;
  client.on('error', () => process.exit(1));
  for (const mask of masks) client.GrabKey(root, 0, mask, keycode, 1, 1);
  // An answered request: by then any refusal has come.
  client.GetInputFocus(() => process.exit(0));
});
