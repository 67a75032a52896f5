/** Three notes, Hz, and how long each sounds, s. */
const notes = [659, 880, 659];
const noteS = 0.3;
const volume = 0.25;

/** Plays a short chime on the system's default output. */
export function playChime(): void {
  const context = new AudioContext();
  const gain = new GainNode(context, { gain: 0 });
  const oscillator = new OscillatorNode(context, { frequency: notes[0] ?? 0 });
  oscillator.connect(gain).connect(context.destination);
  const begin = context.currentTime + 0.1;
  notes.forEach((frequency, index) => {
    const at = begin + index * noteS;
    oscillator.frequency.setValueAtTime(frequency, at);
    // Each note fades in and out: a cut would click.
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(volume, at + 0.02);
    gain.gain.linearRampToValueAtTime(0, at + noteS);
  });
  oscillator.onended = () => void context.close();
  oscillator.start(begin);
  oscillator.stop(begin + notes.length * noteS);
}
