import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../../shared/caption-look.css';
import { bridge } from './bridge';
import { OverlayApp } from './overlay-app';
import { createOverlayStore } from './overlay-store';
import './overlay.css';

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
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <OverlayApp bridge={bridge} store={store} />
    </StrictMode>,
  );
}
