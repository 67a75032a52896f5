import { sampleRate } from '../../shared/audio';
import workletUrl from './pcm-worklet.ts?worker&url';

interface ContextOptions extends AudioContextOptions {
  /** No output: with a stuck output device the first two seconds of audio would never arrive. */
  sinkId: { type: 'none' };
}

/** An audio context that can frame sound. Rejects where the browser has none at the rate everything here is in. */
export async function openContext(): Promise<AudioContext> {
  const options: ContextOptions = { sampleRate, sinkId: { type: 'none' } };
  const context = new AudioContext(options);
  try {
    if (context.sampleRate !== sampleRate) {
      throw new Error(`${String(context.sampleRate)} Hz instead of ${String(sampleRate)} Hz`);
    }
    await context.audioWorklet.addModule(workletUrl);
  } catch (error) {
    void context.close();
    throw error;
  }
  // Not waited for: one that doesn't come to life is noticed by its missing frames.
  void context.resume().catch(() => undefined);
  return context;
}
