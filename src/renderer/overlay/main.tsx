import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../../shared/caption-look.css';
import { bridge } from './bridge';
import { OverlayApp } from './overlay-app';
import { createOverlayStore } from './overlay-store';
import './overlay.css';
import { followLanguage } from './text';

const store = createOverlayStore(bridge, {
  nextFrame: (paint) => requestAnimationFrame(paint),
  now: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => {
      clearTimeout(timer);
    };
  },
});
// Before the page's own listener, so that it renders in the language in force.
store.subscribe(() => {
  const state = store.getState();
  if (state) followLanguage(state);
});
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <OverlayApp bridge={bridge} store={store} />
    </StrictMode>,
  );
}
