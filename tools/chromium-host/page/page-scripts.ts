import { randomUUID } from 'node:crypto';
import { preparePageWorld } from './page-world';
import { runPreload } from './preload-world';
import { createWireCodec } from './wire-codec';
import { createWorldCrossing } from './world-crossing';

/** tsx wraps named functions in a call of `__name`, which a page doesn't have. */
const helper = 'const __name = (fn) => fn;';

/** Preloads run in the page itself, in no frame of it, and not in the blank page a window begins with. */
const inPagesOnly = (body: string): string =>
  `if (window === window.top && location.protocol !== 'data:' && location.protocol !== 'about:') { ${helper} ${body} }`;

/** The two scripts that give a page its preload, in the order in which they must be added. */
export function pageScripts(preloadSource: string): { page: string; preload: string } {
  const secret = randomUUID();
  const crossing = (side: 'page' | 'preload'): string =>
    `(${createWorldCrossing.toString()})(${JSON.stringify({ secret, side })})`;
  return {
    page: inPagesOnly(`(${preparePageWorld.toString()})(${crossing('page')});`),
    preload: inPagesOnly(
      `(${runPreload.toString()})(${crossing('preload')}, (${createWireCodec.toString()})(), ` +
        `(require, process) => { const module = { exports: {} }; ((exports) => { ${preloadSource}\n })(module.exports); });`,
    ),
  };
}
