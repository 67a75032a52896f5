import type { SottoBridge } from '../../shared/ipc/ipc-schema';

/** What the preload gives this page. */
export const bridge = (window as unknown as { sotto: SottoBridge<'capture'> }).sotto;
