import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { ErrorBoundary } from './components/error-boundary';
import { LanguageProvider } from './components/language-provider';
import '../../shared/caption-look.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/layout.css';
import './styles/buttons.css';
import './styles/rows.css';
import './styles/fields.css';
import './styles/zones.css';
import './styles/meters-and-keys.css';
import './styles/notes.css';
import './styles/captions-page.css';
import './styles/transcripts.css';
import './styles/settings-and-about.css';
import './styles/settings-search.css';
import './styles/first-run.css';
import './styles/speech.css';
import './styles/narrow.css';
import './styles/forced-colours.css';

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <LanguageProvider>
        <ErrorBoundary>
          <App />
        </ErrorBoundary>
      </LanguageProvider>
    </StrictMode>,
  );
}
