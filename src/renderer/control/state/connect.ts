import { connectCaptioning } from './captioning';
import { connectComputer } from './computer';
import { connectHotkeys } from './hotkeys';
import { connectKey } from './key';
import { connectLevels } from './levels';
import { connectProblems } from './problems';
import { connectSettings } from './settings';
import { connectTranscripts } from './transcripts';
import { connectZones } from './zones';

/** Fills every store from main and follows its changes. Called once, before the first page is shown. */
export async function connectStores(): Promise<void> {
  connectLevels();
  const answers = [
    connectSettings(),
    connectCaptioning(),
    connectZones(),
    connectKey(),
    connectComputer(),
    connectProblems(),
    connectHotkeys(),
    connectTranscripts(),
  ];
  await Promise.all(answers);
}
