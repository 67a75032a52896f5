import { Component, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { useText } from '../text';

function Broken() {
  const t = useText();
  return (
    <main className="broken" role="alert">
      <h1>{t('control.broken.title')}</h1>
      <p>{t('control.broken.what-to-do')}</p>
      <Button
        className="button primary"
        onPress={() => {
          window.location.reload();
        }}
      >
        {t('control.broken.reload')}
      </Button>
    </main>
  );
}

/** Shows a sentence and a way on where a page fails to draw. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? <Broken /> : this.props.children;
  }
}
