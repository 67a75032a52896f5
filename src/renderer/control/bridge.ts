import type { SottoBridge } from '../../shared/ipc/ipc-schema';

/** What main answers to this window: the schema's calls for `control`, put there by the preload. */
export const bridge = (window as unknown as { sotto: SottoBridge<'control'> }).sotto;
