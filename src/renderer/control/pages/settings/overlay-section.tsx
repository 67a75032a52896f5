import { useState } from 'react';
import { Button } from 'react-aria-components';
import { defaultSettings, type OverlayLook } from '../../../../shared/settings';
import { Card } from '../../components/card';
import { ColourRow } from '../../components/colour-row';
import { SliderRow, SwitchRow } from '../../components/fields';
import { Icon } from '../../components/icon';
import { OverlayVisibleSwitch } from '../../components/overlay-visible-switch';
import { ProblemNote } from '../../components/problem-note';
import { useSettingChange } from '../../components/use-setting-change';
import { useCapabilities } from '../../state/computer';
import { contrastRatio } from '../../state/contrast';
import { useIsLocked, useSettings } from '../../state/settings';
import { useText } from '../../text';
import { LookPreview } from './look-preview';

const textSwatches = ['#ffffff', '#ffff00', '#00ffff', '#7dff7d', '#000000'];
const backgroundSwatches = ['#000000', '#1b1b3a', '#003322', '#404040', '#ffffff'];

/** Least contrast captions should have (WCAG 2.2, 1.4.3). */
const readableContrast = 4.5;

const sliders = [
  { name: 'lines', min: 1, max: 6, step: 1, formatOptions: {} },
  { name: 'fontSizePx', min: 16, max: 96, step: 1, formatOptions: {} },
  { name: 'columns', min: 20, max: 100, step: 1, formatOptions: {} },
  { name: 'backgroundOpacity', min: 0, max: 1, step: 0.05, formatOptions: { style: 'percent' } },
] as const satisfies readonly {
  name: keyof OverlayLook;
  formatOptions: Intl.NumberFormatOptions;
  [more: string]: unknown;
}[];

/** How the captions over other windows look. */
export function OverlaySection() {
  const t = useText();
  const { overlay } = useSettings();
  const { clickThrough } = useCapabilities();
  const isLookLocked = useIsLocked('overlay.look');
  const { change, problem } = useSettingChange();
  /** What a slider is being dragged to, shown before it is kept. */
  const [draft, setDraft] = useState<Partial<OverlayLook>>({});
  const look = { ...overlay.look, ...draft };

  const changeLook = async (patch: Partial<OverlayLook>, label: string): Promise<void> => {
    await change({ overlay: { look: patch } }, label);
    setDraft({});
  };

  return (
    <Card
      id="overlay"
      title={t('control.settings.overlay.title')}
      sentence={t('control.settings.overlay.sentence')}
    >
      <OverlayVisibleSwitch />
      {clickThrough && (
        <SwitchRow
          setting="overlay.clickThrough"
          label={t('control.look.click-through')}
          description={t('control.look.click-through.description')}
          isSelected={overlay.clickThrough}
          onChange={(on) => void change({ overlay: { clickThrough: on } }, t('control.look.click-through'))}
        />
      )}
      <LookPreview look={look} />
      {sliders.map(({ name, formatOptions, ...range }) => (
        <SliderRow
          key={name}
          setting={`overlay.look.${name}`}
          label={t(`control.look.${name}`)}
          value={look[name]}
          formatOptions={formatOptions}
          {...range}
          onDraft={(value) => {
            setDraft({ [name]: value });
          }}
          onSettle={(value) => {
            if (value !== overlay.look[name]) void changeLook({ [name]: value }, t(`control.look.${name}`));
          }}
        />
      ))}
      <ColourRow
        setting="overlay.look.textColour"
        label={t('control.look.textColour')}
        value={look.textColour}
        swatches={textSwatches}
        onChange={(textColour) => void changeLook({ textColour }, t('control.look.textColour'))}
      />
      <ColourRow
        setting="overlay.look.backgroundColour"
        label={t('control.look.backgroundColour')}
        value={look.backgroundColour}
        swatches={backgroundSwatches}
        onChange={(backgroundColour) =>
          void changeLook({ backgroundColour }, t('control.look.backgroundColour'))
        }
      />
      <div role="status">
        {contrastRatio(look.textColour, look.backgroundColour) < readableContrast && (
          <p className="problem-note">
            <Icon name="warning" />
            <span>{t('control.look.low-contrast')}</span>
          </p>
        )}
      </div>
      <ProblemNote problem={problem} />
      <div className="button-row">
        <Button
          className="button"
          isDisabled={isLookLocked}
          onPress={() => void changeLook(defaultSettings.overlay.look, t('control.settings.overlay.title'))}
        >
          {t('control.look.reset')}
        </Button>
      </div>
    </Card>
  );
}
