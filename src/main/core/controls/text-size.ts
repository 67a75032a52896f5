import { overlayLookSchema } from '../../../shared/settings';

const { minValue, maxValue } = overlayLookSchema.shape.fontSizePx.unwrap();

/** The caption text a step bigger (1) or smaller (-1), about an eighth, within the setting's limits; px. */
export function steppedTextSize(fontSizePx: number, direction: 1 | -1): number {
  const step = Math.max(2, Math.round(fontSizePx / 8));
  return Math.min(maxValue ?? Infinity, Math.max(minValue ?? 0, fontSizePx + direction * step));
}
