import { contrast, readableContrast, worstContrast } from '../../../shared/contrast';
import type { OverlayLook } from '../../../shared/settings';

/** What makes captions hard to read; `contrast` is the least one there will be, 1–21. */
export interface LookWarning {
  readonly kind: 'same-colours' | 'see-through' | 'you' | 'others';
  readonly contrast: number;
}

/** Checks the colours a person chose against the lightest and the darkest window captions can lie on. */
export function lookWarnings(look: OverlayLook): LookWarning[] {
  const warnings: LookWarning[] = [];
  const text = worstContrast(look.textColour, look);
  if (text < readableContrast) {
    const alike = contrast(look.textColour, look.backgroundColour) < readableContrast;
    warnings.push({
      kind: alike && look.backgroundOpacity > 0 ? 'same-colours' : 'see-through',
      contrast: text,
    });
  }
  for (const channel of ['you', 'others'] as const) {
    const colour = channel === 'you' ? look.youColour : look.othersColour;
    if (colour === null) continue;
    const own = worstContrast(colour, look);
    // Where the text is no better, that has been said.
    if (own < Math.min(readableContrast, text)) warnings.push({ kind: channel, contrast: own });
  }
  return warnings;
}
