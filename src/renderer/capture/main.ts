import type { SottoIpc } from '../../shared/ipc/ipc-schema';
import { onPort } from '../../shared/ipc/page-port';
import { selectableInputs } from './audio-inputs';
import { bridge } from './bridge';
import { startCapture, type CaptureSession } from './capture-session';

let session: CaptureSession | undefined;

async function tellInputs(): Promise<void> {
  bridge.capture.inputs(selectableInputs(await navigator.mediaDevices.enumerateDevices()));
}

onPort<SottoIpc, 'capture', 'start'>(window, 'capture', 'start', (request, port) => {
  session?.close();
  session = startCapture(request, port, bridge.capture, () => void tellInputs());
});
bridge.capture.stop(() => {
  session?.close();
  session = undefined;
});

navigator.mediaDevices.addEventListener('devicechange', () => void tellInputs());
void tellInputs();
bridge.capture.ready();
