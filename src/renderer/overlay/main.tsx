import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { bridge } from './bridge';
import { OverlayApp } from './overlay-app';
import { createOverlayStore } from './overlay-store';
import './overlay.css';

const store = createOverlayStore(bridge, (paint) => requestAnimationFrame(paint));
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <OverlayApp bridge={bridge} store={store} />
    </StrictMode>,
  );
}
