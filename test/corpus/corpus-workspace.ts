import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseConfig, type Config } from '../../src/core/config/config.js';
import { defaultPythonContract } from '../../src/core/contract/default-profile.js';

/** The folder's own configuration; of one that has none and no base class either, the documented contract. */
export function configOf(root: string): Config {
  const file = path.join(root, 'agent-migrator.json');
  const contract = { ...defaultPythonContract, external: true };
  const hasBase = existsSync(path.join(root, `${contract.module.replaceAll('.', '/')}.py`));
  const text = existsSync(file) ? readFileSync(file, 'utf8') : JSON.stringify(hasBase ? {} : { contract });
  return parseConfig(text, 'agent-migrator.json').config;
}
