import { captionLineHeight, overlayPaddingPx, overlaySize } from '../../../../shared/overlay-size';
import type { OverlayLook } from '../../../../shared/settings';
import { withOpacity } from '../../state/contrast';
import { useText } from '../../text';

/** The overlay as it would look, over a patterned ground so that its opacity shows; as wide as there is room. */
export function LookPreview({ look }: { look: OverlayLook }) {
  const t = useText();
  return (
    <div className="look-ground" role="img" aria-label={t('control.look.preview')}>
      <div
        className="look-panel"
        style={{
          width: overlaySize(look).width,
          padding: overlayPaddingPx,
          color: look.textColour,
          background: withOpacity(look.backgroundColour, look.backgroundOpacity),
          fontSize: look.fontSizePx,
          lineHeight: captionLineHeight,
        }}
      >
        <p className="look-lines" style={{ height: look.lines * look.fontSizePx * captionLineHeight }}>
          <span>{t('control.look.sample')}</span>
        </p>
      </div>
    </div>
  );
}
