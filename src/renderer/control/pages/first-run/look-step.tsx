import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { OverlayLook } from '../../../../shared/settings';
import { Icon } from '../../components/icon';
import { ProblemNote } from '../../components/problem-note';
import { useAction } from '../../components/use-action';
import { useSample } from '../../state/sample';
import { changeSettings, useSettings } from '../../state/settings';
import { useText } from '../../text';
import { LookSlider } from '../settings/look-controls';
import { LookPresets } from '../settings/look-presets';
import { LookPreview } from '../settings/look-preview';
import type { StepProps } from './first-run';
import { StepButtons } from './step-buttons';

/** How captions look, tried on captions that are made at this moment on this computer. */
export function LookStep({ next, back }: StepProps) {
  const t = useText();
  const { overlay } = useSettings();
  const { run, problem } = useAction();
  /** What the slider is being dragged to. */
  const [draft, setDraft] = useState<Partial<OverlayLook>>({});
  const look = { ...overlay.look, ...draft };
  const { phase, lines, again } = useSample(look.columns, {
    waiting: t('control.first-run.look.waiting'),
    example: t('control.look.sample.others'),
  });

  const changeLook = async (patch: Partial<OverlayLook>): Promise<void> => {
    await run(() => changeSettings({ overlay: { look: patch } }));
    setDraft({});
  };

  return (
    <>
      <h1 tabIndex={-1}>{t('control.first-run.look.title')}</h1>
      <p className="lead">{t('control.first-run.look.sentence')}</p>
      <LookPreview look={look} lines={lines} />
      <div className="sample-state" data-phase={phase}>
        <p role="status">{t(`control.first-run.look.sample.${phase}`)}</p>
        <Button className="button" isDisabled={phase === 'starting' || phase === 'live'} onPress={again}>
          <Icon name="play" />
          {t('control.first-run.look.again')}
        </Button>
      </div>
      <LookPresets look={look} onChoose={(preset) => void changeLook(preset)} />
      <div className="card">
        <LookSlider
          name="fontSizePx"
          look={look}
          onDraft={setDraft}
          onChange={(patch) => void changeLook(patch)}
        />
      </div>
      <ProblemNote problem={problem} />
      <StepButtons back={back} next={next} nextLabel={t('control.first-run.next')} />
    </>
  );
}
