import type { SessionCost } from '../../../shared/captioning-status';
import { useText } from '../text';

/** What the running conversation has cost, said to be an estimate. */
export function CostSoFar({ cost: { usd } }: { cost: SessionCost }) {
  const t = useText();
  return (
    <p className="muted">
      {usd < 0.01 ? t('control.captions.cost.little', { usd: 0.01 }) : t('control.captions.cost', { usd })}
    </p>
  );
}
