import { Icon, type IconName } from '../../components/icon';
import { useSettings } from '../../state/settings';
import { useText } from '../../text';
import { LookPreview } from '../settings/look-preview';
import type { StepProps } from './first-run';
import { StepButtons } from './step-buttons';

const points = [
  { name: 'captions', icon: 'captions' },
  { name: 'zone', icon: 'lock' },
  { name: 'device', icon: 'check' },
] as const satisfies readonly { name: string; icon: IconName }[];

export function WelcomeStep({ next }: Pick<StepProps, 'next'>) {
  const t = useText();
  const { look } = useSettings().overlay;
  return (
    <>
      <h1 tabIndex={-1}>{t('control.first-run.welcome.title')}</h1>
      <p className="lead">{t('control.first-run.welcome.sentence')}</p>
      <LookPreview look={look} />
      <ul className="points">
        {points.map(({ name, icon }) => (
          <li key={name}>
            <Icon name={icon} />
            <span>{t(`control.first-run.welcome.${name}`)}</span>
          </li>
        ))}
      </ul>
      <StepButtons next={next} nextLabel={t('control.first-run.begin')} />
    </>
  );
}
