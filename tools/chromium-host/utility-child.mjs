// Preloaded into the processes of utilityProcess.fork: gives them Electron's `process.parentPort`.
import { EventEmitter } from 'node:events';

const parentPort = new EventEmitter();
const waiting = [];
parentPort.postMessage = (message) => process.send(message);
parentPort.start = () => undefined;
parentPort.on('newListener', (name) => {
  if (name !== 'message') return;
  setImmediate(() => waiting.splice(0).forEach((data) => parentPort.emit('message', { data, ports: [] })));
});
process.on('message', (data) => {
  if (parentPort.listenerCount('message') === 0) waiting.push(data);
  else parentPort.emit('message', { data, ports: [] });
});
process.on('disconnect', () => process.exit());
process.parentPort = parentPort;
process.type = 'utility';
