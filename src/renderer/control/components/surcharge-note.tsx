import { surchargeOf } from '../../../shared/speech-models';
import type { StreamingOptionName } from '../../../shared/streaming-options';
import { zones } from '../../../shared/zones';
import { useSpeechModels } from '../state/speech';
import { useText } from '../text';

/** What an option costs with the model in use; nothing where it is included. */
export function SurchargeNote({ option }: { option: StreamingOptionName }) {
  const t = useText();
  const { zone, inUse } = useSpeechModels();
  const usd = zones[zone].needsKey ? surchargeOf(option, inUse) : 0;
  return usd > 0 && <p className="row-description">{t('speech.surcharge', { usd })}</p>;
}
