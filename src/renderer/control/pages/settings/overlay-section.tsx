import { useState } from 'react';
import { Button } from 'react-aria-components';
import { defaultSettings, type OverlayLook } from '../../../../shared/settings';
import { Card } from '../../components/card';
import { SwitchRow } from '../../components/fields';
import { Icon } from '../../components/icon';
import { MoreRows } from '../../components/more-rows';
import { OverlayVisibleSwitch } from '../../components/overlay-visible-switch';
import { ProblemNote } from '../../components/problem-note';
import { useSettingChange } from '../../components/use-setting-change';
import { lookWarnings } from '../../state/look-warnings';
import { useIsLocked, useSettings } from '../../state/settings';
import { useText } from '../../text';
import { BasicLookControls, MoreLookControls } from './look-controls';
import { LookPresets } from './look-presets';
import { LookPreview } from './look-preview';
import { PositionRow, ScreenShareRow } from './place-rows';
import { FadeRow, TextModeRow } from './text-rows';

/** How the captions over other windows look, and how their text comes. */
export function OverlaySection() {
  const t = useText();
  const { overlay } = useSettings();
  const isLookLocked = useIsLocked('overlay.look');
  const { change, problem } = useSettingChange();
  /** What a slider is being dragged to, shown before it is kept. */
  const [draft, setDraft] = useState<Partial<OverlayLook>>({});
  const look = { ...overlay.look, ...draft };

  const changeLook = async (patch: Partial<OverlayLook>, label: string): Promise<void> => {
    const changed = (Object.keys(patch) as (keyof OverlayLook)[]).some(
      (name) => patch[name] !== overlay.look[name],
    );
    if (changed) await change({ overlay: { look: patch } }, label);
    setDraft({});
  };
  const controls = {
    look,
    onDraft: setDraft,
    onChange: (patch: Partial<OverlayLook>, label: string) => void changeLook(patch, label),
  };

  return (
    <Card
      id="overlay"
      title={t('control.settings.overlay.title')}
      sentence={t('control.settings.overlay.sentence')}
    >
      <OverlayVisibleSwitch />
      <SwitchRow
        setting="overlay.clickThrough"
        label={t('control.look.click-through')}
        description={t('control.look.click-through.description')}
        isSelected={overlay.clickThrough}
        onChange={(on) => void change({ overlay: { clickThrough: on } }, t('control.look.click-through'))}
      />
      <PositionRow />
      <ScreenShareRow overlay={overlay} change={change} />
      <TextModeRow overlay={overlay} change={change} />
      <LookPresets look={look} onChoose={(preset, name) => void changeLook(preset, name)} />
      <LookPreview look={look} />
      <div role="status" className="look-warnings">
        {lookWarnings(look).map((warning) => (
          <p className="problem-note" key={warning.kind}>
            <Icon name="warning" />
            <span>{t(`control.look.low-contrast.${warning.kind}`, { contrast: warning.contrast })}</span>
          </p>
        ))}
        {matchMedia('(forced-colors: active)').matches && (
          <p className="row-description">{t('control.look.forced-colours')}</p>
        )}
      </div>
      <BasicLookControls {...controls} />
      <MoreRows label={t('control.look.more')}>
        <MoreLookControls {...controls} />
        <FadeRow overlay={overlay} change={change} />
        <SwitchRow
          setting="overlay.announce"
          label={t('control.overlay.announce')}
          description={t('control.overlay.announce.description')}
          isSelected={overlay.announce}
          onChange={(announce) => void change({ overlay: { announce } }, t('control.overlay.announce'))}
        />
      </MoreRows>
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
