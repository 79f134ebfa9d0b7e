import type { Clock } from '../kernel/clock.js';
import type { Config } from '../kernel/config.js';
import { checkBackups } from './doctor-backups.js';
import { checkCaptured } from './doctor-captured.js';
import { checkCopy } from './doctor-copy.js';
import { checkDatabase } from './doctor-database.js';
import { checkMachine } from './doctor-machine.js';
import { checkSettings } from './doctor-settings.js';

/** One thing that was looked at. */
export interface Finding {
  readonly area: 'machine' | 'settings' | 'database' | 'connections' | 'backups';
  /** `advice`: it works, and could be better. */
  readonly state: 'good' | 'advice' | 'fault';
  readonly says: string;
  /** What to do; none where all is well. */
  readonly fix?: string;
  /** What `--fix` does about it. */
  readonly repair?: () => Promise<unknown>;
}

export interface Surroundings {
  /** Of Node, such as `24.11.0`. */
  readonly node: string;
  /** The account that runs this, by its number; undefined where the system has none. */
  readonly userId: number | undefined;
  /** `production`: held to what people at work need, whatever the configuration says of its address. */
  readonly use: 'production' | 'as-configured';
}

/** Looks at everything that an installation needs. Changes nothing. */
export async function diagnose(config: Config, clock: Clock, surroundings: Surroundings): Promise<Finding[]> {
  return [
    ...(await checkMachine(config, surroundings)),
    ...(await checkCaptured(config)),
    ...checkSettings(config),
    ...(await checkDatabase(config, clock)),
    ...(await checkBackups(config, clock)),
    ...(await checkCopy(config, clock)),
  ];
}
