import { useState } from 'react';
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { zones } from '../../../shared/zones';
import { Card } from '../components/card';
import { Icon } from '../components/icon';
import { ProblemNote } from '../components/problem-note';
import { SottoMark } from '../components/sotto-mark';
import { useAction } from '../components/use-action';
import { readNotices, useCapabilities } from '../state/computer';
import { repeatFirstRun } from '../state/first-run-step';
import { useZones } from '../state/zones';
import { useText } from '../text';

/** Version, what goes where, and whose work Sotto stands on. */
export function AboutPage() {
  const t = useText();
  const { appVersion } = useCapabilities();
  const { inForce } = useZones();
  const { run, problem } = useAction();
  const { run: runSetUp, problem: setUpProblem } = useAction();
  const [notices, setNotices] = useState<string | null>(null);
  return (
    <>
      <h1 tabIndex={-1}>{t('control.nav.about')}</h1>
      <section className="card about-app">
        <SottoMark />
        <div>
          <p className="about-name">{t('control.about.name')}</p>
          <p className="muted">{t('control.about.version', { version: appVersion })}</p>
        </div>
      </section>
      <Card title={t('control.about.set-up.title')} sentence={t('control.about.set-up.sentence')}>
        <Button className="button" onPress={() => void runSetUp(repeatFirstRun)}>
          {t('control.about.set-up.again')}
        </Button>
        <ProblemNote problem={setUpProblem} />
      </Card>
      <Card title={t('control.about.sent.title')}>
        <ul className="sentences">
          <li>{t('control.about.sent.voice', { zone: t(zones[inForce].labelKey) })}</li>
          <li>{t('control.about.sent.kept')}</li>
          <li>{t('control.about.sent.nothing-else')}</li>
        </ul>
      </Card>
      <Card title={t('control.about.notices.title')} sentence={t('control.about.notices.sentence')}>
        <Disclosure
          className="disclosure"
          onExpandedChange={(open) => {
            if (open && notices === null) {
              void run(readNotices).then((answer) => {
                if (answer.ok) setNotices(answer.value);
              });
            }
          }}
        >
          <Heading level={3}>
            <Button slot="trigger" className="button">
              <Icon name="forward" />
              {t('control.about.notices.show')}
            </Button>
          </Heading>
          <DisclosurePanel>
            <ProblemNote problem={problem} />
            {notices !== null && (
              <pre className="notices" tabIndex={0} aria-label={t('control.about.notices.title')}>
                {notices}
              </pre>
            )}
          </DisclosurePanel>
        </Disclosure>
      </Card>
    </>
  );
}
