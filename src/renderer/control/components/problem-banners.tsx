import { Button, Link } from 'react-aria-components';
import { useIntl } from 'react-intl';
import { problemText } from '../../../shared/locales/messages';
import type { ProblemCode } from '../../../shared/problems';
import { openMicrophoneSettings, openSystemAudioSettings, useCapabilities } from '../state/computer';
import { dismissProblem, useProblems } from '../state/problems';
import { hrefOf, type SettingsSection } from '../state/route';
import { useText } from '../text';
import { Icon } from './icon';

/** Section of the settings where a problem can be solved. */
const remedies: Partial<Record<ProblemCode, SettingsSection>> = {
  'key-missing': 'key',
  'key-malformed': 'key',
  'key-refused': 'key',
  'token-broker-malformed': 'key',
  'token-broker-url-invalid': 'key',
  'insecure-url': 'zone',
  'url-invalid': 'zone',
  'bad-parameter': 'speech',
  'microphone-missing': 'sound',
  'microphone-lost': 'sound',
  'microphone-silent': 'sound',
  'microphone-busy': 'sound',
  'microphone-absent': 'sound',
  'microphone-replaced': 'sound',
  'no-source-chosen': 'sound',
  'hotkey-taken': 'hotkeys',
};

/** Where the system decides what Sotto may hear. Linux has no such page. */
const privacyPages: Partial<Record<ProblemCode, () => Promise<unknown>>> = {
  'microphone-denied': openMicrophoneSettings,
  'system-audio-denied': openSystemAudioSettings,
  'system-audio-silent': openSystemAudioSettings,
};

/** A way to the place where this problem is solved, if there is one. */
export function ProblemRemedy({ code }: { code: ProblemCode }) {
  const t = useText();
  const { platform } = useCapabilities();
  const section = remedies[code];
  const open = privacyPages[code];
  if (open && platform !== 'linux') {
    return (
      <Button className="button" onPress={() => void open()}>
        {t('control.problem.open-privacy')}
      </Button>
    );
  }
  return section ? (
    <Link className="button" href={hrefOf('settings', section)}>
      {t('control.problem.open-settings')}
    </Link>
  ) : null;
}

/** Problems of the whole app, on every page until dismissed. */
export function ProblemBanners() {
  const t = useText();
  const intl = useIntl();
  const problems = useProblems();
  return (
    <div className="banners" role="region" aria-label={t('control.problem.region')} aria-live="polite">
      {problems.map((problem) => (
        <div key={problem.code} className="banner">
          <Icon name="warning" />
          <p>{problemText(intl, problem)}</p>
          <ProblemRemedy code={problem.code} />
          <Button
            className="button quiet icon-only"
            aria-label={t('control.problem.dismiss')}
            onPress={() => {
              dismissProblem(problem.code);
            }}
          >
            <Icon name="close" />
          </Button>
        </div>
      ))}
    </div>
  );
}
