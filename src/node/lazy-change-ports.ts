import { createRequire } from 'node:module';
import path from 'node:path';
import type { ChangePorts } from '../app/change-ports.js';
import type { ConfigurationFile } from '../app/ports/configuration-file.js';
import type { StoreKeeper } from '../app/ports/store-keeper.js';
import type * as store from './create-change-ports.js';

interface Changing {
  readonly changes: ChangePorts;
  readonly storeKeeper: StoreKeeper;
  readonly configurationFile: ConfigurationFile;
}

/** The store and what changes files stand in a file of their own: whoever only reads does without. */
export function lazyChangePorts(distDir: string, options: store.ChangePortsOptions): Changing {
  let made: Changing | undefined;
  const ports = (): Changing => (made ??= load(distDir).createChangePorts(options));
  return {
    changes: {
      get store() {
        return ports().changes.store;
      },
      get sources() {
        return ports().changes.sources;
      },
      get applier() {
        return ports().changes.applier;
      },
      get settler() {
        return ports().changes.settler;
      },
      questions: options.questions,
    },
    storeKeeper: {
      verify: (operation) => ports().storeKeeper.verify(operation),
      size: () => ports().storeKeeper.size(),
      collect: (operation) => ports().storeKeeper.collect(operation),
      repair: (operation) => ports().storeKeeper.repair(operation),
      adopt: (operation) => ports().storeKeeper.adopt(operation),
    },
    configurationFile: { rewrite: (file, change) => ports().configurationFile.rewrite(file, change) },
  };
}

function load(distDir: string): typeof store {
  const script = path.join(distDir, 'store.js');
  return createRequire(script)(script) as typeof store;
}
