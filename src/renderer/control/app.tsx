import { useEffect, useRef, useState } from 'react';
import { KeepKeyDialog } from './components/keep-key-dialog';
import { ProblemBanners } from './components/problem-banners';
import { Sidebar } from './components/sidebar';
import { Toasts } from './components/toast-region';
import { AboutPage } from './pages/about-page';
import { CaptionsPage } from './pages/captions-page';
import { FirstRun } from './pages/first-run/first-run';
import { SettingsPage } from './pages/settings/settings-page';
import { TranscriptPage } from './pages/transcript-page';
import { TranscriptsPage } from './pages/transcripts-page';
import { connectStores } from './state/connect';
import { useRoute, type Route } from './state/route';
import { useSettings } from './state/settings';

function Page({ route }: { route: Route }) {
  switch (route.page) {
    case 'captions':
      return <CaptionsPage />;
    case 'transcripts':
      return route.detail === null ? (
        <TranscriptsPage />
      ) : (
        <TranscriptPage key={route.detail} id={route.detail} />
      );
    case 'settings':
      return <SettingsPage />;
    case 'about':
      return <AboutPage />;
  }
}

function Main() {
  const route = useRoute();
  const main = useRef<HTMLElement>(null);
  const shown = route.page === 'transcripts' ? `transcripts/${route.detail ?? ''}` : route.page;
  const shownBefore = useRef(shown);

  // After the first run too, the page is read out from its title.
  useEffect(() => {
    if (document.activeElement === document.body) main.current?.querySelector<HTMLElement>('h1')?.focus();
  }, []);

  // A new page begins at its top, with the focus on its title, so that it is read out.
  useEffect(() => {
    if (shownBefore.current === shown) return;
    shownBefore.current = shown;
    if (route.page === 'settings' && route.detail !== null) return;
    main.current?.scrollTo(0, 0);
    main.current?.querySelector<HTMLElement>('h1')?.focus();
  }, [shown, route]);

  return (
    <div className="shell">
      <Sidebar route={route} />
      <main ref={main} className="page" key={shown}>
        <div className="page-content">
          <ProblemBanners />
          <Page route={route} />
        </div>
      </main>
    </div>
  );
}

/** The control window: first the first run, then its pages. */
export function App() {
  const [isReady, setReady] = useState(false);
  const { onboarded } = useSettings();

  useEffect(() => {
    void connectStores().then(() => {
      setReady(true);
    });
  }, []);

  if (!isReady) return null;
  return (
    <>
      {onboarded ? <Main /> : <FirstRun />}
      <KeepKeyDialog />
      <Toasts />
    </>
  );
}
