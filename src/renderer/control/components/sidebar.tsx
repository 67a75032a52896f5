import { Link } from 'react-aria-components';
import { isRunning, useCaptioningStatus } from '../state/captioning';
import { hrefOf, pages, settingsSections, type Route } from '../state/route';
import { useZones } from '../state/zones';
import { useText } from '../text';
import { Icon } from './icon';
import { SottoMark } from './sotto-mark';
import { ZoneBadge } from './zone-badge';

/** The way to every page; below it, always, where the voice goes (rule Z8). */
export function Sidebar({ route }: { route: Route }) {
  const t = useText();
  const status = useCaptioningStatus();
  const { inForce } = useZones();
  const zone = isRunning(status.phase) ? status.zone : inForce;
  return (
    <nav className="sidebar" aria-label={t('control.nav.label')}>
      <p className="brand">
        <SottoMark />
        {t('control.about.name')}
      </p>
      <ul>
        {pages.map((page) => (
          <li key={page}>
            <Link
              className="nav-link"
              href={hrefOf(page)}
              {...(route.page === page && { 'aria-current': 'page' })}
            >
              <Icon name={page} />
              {t(`control.nav.${page}`)}
            </Link>
            {page === 'settings' && route.page === 'settings' && (
              <ul className="nav-sections">
                {settingsSections.map((section) => (
                  <li key={section}>
                    <Link
                      className="nav-link section"
                      href={hrefOf('settings', section)}
                      {...(route.detail === section && { 'aria-current': 'location' })}
                    >
                      {t(`control.settings.${section}.title`)}
                    </Link>
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
      <p className="sidebar-state" data-phase={status.phase}>
        <span className="state-dot" />
        <span>{t(`control.captions.phase.${status.phase}`)}</span>
        <ZoneBadge zone={zone} />
      </p>
    </nav>
  );
}
