import { exposeBridge } from './expose-bridge';

exposeBridge('control');
