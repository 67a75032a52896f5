import { join } from 'node:path';
import electronLog from 'electron-log/node';

/** The app's log. What is said in captions, and secrets, are never written to it. */
export interface Log {
  info(event: string, detail?: unknown): void;
  warn(event: string, detail?: unknown): void;
  error(event: string, detail?: unknown): void;
}

/** Logs to `<dir>/sotto.log`, rotated at 1 MB with one older file kept. */
export function createLog(dir: string): Log {
  const logger = electronLog.create({ logId: 'sotto' });
  logger.transports.file.resolvePathFn = () => join(dir, 'sotto.log');
  logger.transports.file.maxSize = 1024 * 1024;
  logger.transports.console.level = false;
  const write =
    (level: 'info' | 'warn' | 'error') =>
    (event: string, detail?: unknown): void => {
      logger[level](event, ...(detail === undefined ? [] : [detail]));
    };
  return { info: write('info'), warn: write('warn'), error: write('error') };
}
