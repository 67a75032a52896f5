import { Button, Link } from 'react-aria-components';
import { speechModelOf } from '../../../shared/speech-models';
import { zones } from '../../../shared/zones';
import { AcceleratorKeys } from '../components/accelerator-keys';
import { Card } from '../components/card';
import { CostSoFar } from '../components/cost-so-far';
import { Icon } from '../components/icon';
import { LevelMeter } from '../components/level-meter';
import { OverlayVisibleSwitch } from '../components/overlay-visible-switch';
import { ProblemRemedy } from '../components/problem-banners';
import { ProblemNote } from '../components/problem-note';
import { RecentCaptions } from '../components/recent-captions';
import { useAction } from '../components/use-action';
import { ZoneBadge } from '../components/zone-badge';
import {
  isRunning,
  startCaptions,
  stopCaptions,
  togglePause,
  useCaptioningStatus,
} from '../state/captioning';
import { useCapabilities } from '../state/computer';
import { hrefOf } from '../state/route';
import { useSettings } from '../state/settings';
import { useZones } from '../state/zones';
import { useText } from '../text';

/** Home: start and stop, where the voice goes, and what is being heard. */
export function CaptionsPage() {
  const t = useText();
  const status = useCaptioningStatus();
  const { inForce, options } = useZones();
  const { sources, hotkeys } = useSettings();
  const { systemAudio } = useCapabilities();
  const { run, problem, pending } = useAction();
  const running = isRunning(status.phase);
  // While captions run, main's word on where the voice goes counts, not the setting.
  const zone = running ? status.zone : inForce;
  const host = running ? status.host : (options.find((option) => option.zone === zone)?.host ?? '');
  const shownProblem =
    problem ?? status.problem ?? status.channels.find((channel) => channel.problem)?.problem ?? null;

  return (
    <>
      <h1 tabIndex={-1}>{t('control.nav.captions')}</h1>
      <section className="card hero" data-phase={status.phase} aria-label={t('control.captions.state')}>
        <div className="hero-state">
          <p className="hero-title" role="status">
            <span className="state-dot" />
            {t(`control.captions.phase.${status.phase}`)}
          </p>
          <p className="muted">{t(`control.captions.phase.${status.phase}.sentence`)}</p>
          {hotkeys.toggleCaptions !== '' && (
            <p className="hint">
              <AcceleratorKeys accelerator={hotkeys.toggleCaptions} /> {t('control.captions.hotkey-hint')}
            </p>
          )}
        </div>
        <div className="hero-buttons">
          {running && (
            <Button
              className="button big"
              isDisabled={status.phase === 'stopping' || pending}
              onPress={() => void run(togglePause)}
            >
              <Icon name={status.phase === 'paused' ? 'play' : 'pause'} />
              {t(status.phase === 'paused' ? 'control.captions.resume' : 'control.captions.pause')}
            </Button>
          )}
          <Button
            className={running ? 'button big' : 'button primary big'}
            isDisabled={status.phase === 'stopping' || pending}
            onPress={() => void run(running ? stopCaptions : startCaptions)}
          >
            <Icon name={running ? 'stop' : 'play'} />
            {t(running ? 'control.captions.stop' : 'control.captions.start')}
          </Button>
        </div>
        <div className="hero-problem">
          <ProblemNote problem={shownProblem} />
          {shownProblem && <ProblemRemedy code={shownProblem.code} />}
        </div>
      </section>

      <div className="card-pair">
        <Card title={t('control.captions.zone.title')}>
          <div className="zone-summary">
            <p className="zone-name">
              <ZoneBadge zone={zone} />
              {t(zones[zone].labelKey)}
            </p>
            <p>{t(zones[zone].promiseKey)}</p>
            {host && <p className="host">{host}</p>}
            {running && status.model !== undefined && (
              <p className="muted">
                {t('control.captions.model', { model: speechModelOf(status.model).label })}
              </p>
            )}
            {running && status.latencyMs !== undefined && (
              <p className="muted">{t('control.captions.latency', { seconds: status.latencyMs / 1000 })}</p>
            )}
            {running && status.cost && <CostSoFar cost={status.cost} />}
            <Link className="text-link" href={hrefOf('settings', 'zone')}>
              {t('control.captions.zone.change')}
            </Link>
          </div>
        </Card>
        <Card title={t('control.captions.sound.title')}>
          {sources.microphone && <LevelMeter channel="you" />}
          {systemAudio && sources.systemAudio && <LevelMeter channel="others" />}
          {!running && <p className="muted">{t('control.captions.sound.idle')}</p>}
          <OverlayVisibleSwitch />
        </Card>
      </div>

      <Card title={t('control.captions.recent.title')}>
        <RecentCaptions />
      </Card>
    </>
  );
}
