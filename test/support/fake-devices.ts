/** The page's devices, in the test's hands: what is plugged in, and each stream that was opened. */
export interface FakeDevices {
  inputs: { deviceId: string; label: string }[];
  /** As before any input was allowed: devices have neither ids nor names. */
  nameless: boolean;
  opened: {
    device: string;
    constraints: MediaTrackConstraints;
    gain: GainNode;
    track: MediaStreamTrack;
    /** Streams that were open already. */
    beside: number;
  }[];
  /** Ids of inputs that give exact zeros. */
  silent: string[];
  /** What `getUserMedia` fails with. */
  microphoneError: string | null;
  shared: 'sound' | 'nothing' | 'refused';
  videoTracks: MediaStreamTrack[];
  change: () => void;
  /** As when a device is pulled out: `stop()` alone tells no listener. */
  unplug: (index: number) => void;
  /** As a device's or the system's mute switch. */
  mute: (index: number, muted: boolean) => void;
  /** What the person allows now. */
  permit: (state: PermissionState) => void;
  /** The page's audio contexts, and what frames their sound. */
  contexts: AudioContext[];
  framers: AudioWorkletNode[];
  /** Rate of the contexts to come, where it isn't the one asked for. */
  wrongRate: number | null;
}
declare global {
  interface Window {
    devices: FakeDevices;
  }
}

/** Runs in the page: each input is an oscillator at half of full scale. */
export function installDevices(): void {
  const context = new AudioContext();
  const tone = (): { gain: GainNode; stream: MediaStream } => {
    const gain = new GainNode(context, { gain: 0.5 });
    const destination = new MediaStreamAudioDestinationNode(context);
    const oscillator = new OscillatorNode(context, { frequency: 440 });
    oscillator.connect(gain).connect(destination);
    oscillator.start();
    return { gain, stream: destination.stream };
  };
  const devices: FakeDevices = {
    inputs: [
      { deviceId: 'default', label: 'Default - Headset' },
      { deviceId: 'headset', label: 'Headset' },
      { deviceId: 'desk', label: 'Desk microphone' },
      { deviceId: 'loop', label: 'Sotto_computer_sound' },
    ],
    nameless: false,
    silent: [],
    contexts: [],
    framers: [],
    wrongRate: null,
    opened: [],
    microphoneError: null,
    shared: 'sound',
    videoTracks: [],
    change: () => navigator.mediaDevices.dispatchEvent(new Event('devicechange')),
    unplug: (index) => {
      const track = devices.opened[index]?.track;
      track?.stop();
      track?.dispatchEvent(new Event('ended'));
    },
    mute: (index, muted) => {
      const input = devices.opened[index];
      if (!input) return;
      input.gain.gain.value = muted ? 0 : 0.5;
      Object.defineProperty(input.track, 'muted', { value: muted, configurable: true });
      input.track.dispatchEvent(new Event(muted ? 'mute' : 'unmute'));
    },
    permit: (state) => {
      Object.defineProperty(permission, 'state', { value: state, configurable: true });
      permission.dispatchEvent(new Event('change'));
    },
  };
  const permission = new EventTarget() as PermissionStatus;
  navigator.permissions.query = () => Promise.resolve(permission);
  window.AudioContext = class extends AudioContext {
    constructor(options?: AudioContextOptions) {
      super(options);
      devices.contexts.push(this);
      const { wrongRate } = devices;
      if (wrongRate !== null) Object.defineProperty(this, 'sampleRate', { value: wrongRate });
    }
  };
  window.AudioWorkletNode = class extends AudioWorkletNode {
    constructor(...args: ConstructorParameters<typeof AudioWorkletNode>) {
      super(...args);
      devices.framers.push(this);
    }
  };
  const named = (id: string): string => devices.inputs.find(({ deviceId }) => deviceId === id)?.label ?? '';
  const open = (device: string, constraints: MediaTrackConstraints): MediaStream => {
    const { gain, stream } = tone();
    const behind =
      device === 'default' ? devices.inputs.find(({ label }) => named('default').endsWith(label)) : undefined;
    if (devices.silent.includes(behind?.deviceId ?? device)) gain.gain.value = 0;
    const [track] = stream.getAudioTracks();
    const beside = devices.opened.filter((other) => other.track.readyState === 'live').length;
    if (track) devices.opened.push({ device, constraints, gain, track, beside });
    return stream;
  };
  navigator.mediaDevices.enumerateDevices = () =>
    Promise.resolve(
      devices.inputs.map(({ deviceId, label }) => ({
        deviceId: devices.nameless ? '' : deviceId,
        label: devices.nameless ? '' : label,
        groupId: label,
        kind: 'audioinput' as const,
        toJSON: () => null,
      })),
    );
  navigator.mediaDevices.getUserMedia = (constraints) => {
    const audio = constraints?.audio as MediaTrackConstraints;
    const wish = audio.deviceId;
    const exact = typeof wish === 'object' && 'exact' in wish ? String(wish.exact) : undefined;
    if (exact !== 'loop' && devices.microphoneError !== null) {
      return Promise.reject(new DOMException('', devices.microphoneError));
    }
    devices.nameless = false;
    const wished = devices.inputs.find(({ deviceId }) => deviceId === (exact ?? wish));
    return Promise.resolve(open(wished?.deviceId ?? 'default', audio));
  };
  navigator.mediaDevices.getDisplayMedia = (options) => {
    if (devices.shared === 'refused') return Promise.reject(new DOMException('', 'NotAllowedError'));
    const picture = document.createElement('canvas').captureStream();
    devices.videoTracks.push(...picture.getVideoTracks());
    if (devices.shared === 'nothing') return Promise.resolve(picture);
    const sound = open('shared', options?.audio as MediaTrackConstraints);
    return Promise.resolve(new MediaStream([...picture.getTracks(), ...sound.getTracks()]));
  };
  window.devices = devices;
}
