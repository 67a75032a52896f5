import { useSpeechModels } from '../state/speech';
import { useText } from '../text';

/** Name of the model in use, for a sentence; on this device it may not be known before it was timed. */
export function useModelName(): string {
  const t = useText();
  const { zone, inUse } = useSpeechModels();
  return zone === 'device' ? t('speech.model.on-device') : inUse.label;
}
