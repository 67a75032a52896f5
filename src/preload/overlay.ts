import { exposeBridge } from './expose-bridge';

exposeBridge('overlay');
