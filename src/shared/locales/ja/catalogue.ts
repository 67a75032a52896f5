import capture from './capture.json';
import cli from './cli.json';
import control from './control.json';
import engine from './engine.json';
import main from './main.json';
import overlay from './overlay.json';
import problems from './problems.json';
import speech from './speech.json';
import transcripts from './transcripts.json';
import zones from './zones.json';

export const japanese = {
  ...zones,
  ...problems,
  ...transcripts,
  ...main,
  ...overlay,
  ...control,
  ...cli,
  ...engine,
  ...capture,
  ...speech,
};
