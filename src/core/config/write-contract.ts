import type { Contract } from '../contract/contract.js';
import { configFileName } from './config-file-name.js';
import { rewrittenConfig } from './rewritten-config.js';

/** The rule that holds for whatever no other one singles out. */
const allFiles = '**';

interface WrittenRule {
  readonly files: string;
  readonly contract: unknown;
}

/**
 * The text of a project configuration with a contract in it, for all files or for those of a glob; everything else that it says stays.
 * `undefined` is a file that does not exist yet. A rule for the same files gives way. Throws `ConfigurationError` for a text that is no
 * configuration.
 */
export function withContract(
  text: string | undefined,
  contract: Contract,
  files = allFiles,
  fileName = configFileName,
): string {
  return rewrittenConfig(text, fileName, (written) => ({
    contract: contractSetting(written['contract'], { files, contract }),
  }));
}

/** One contract alone while it is for all files, else a list with the general rule last. */
function contractSetting(written: unknown, rule: WrittenRule): unknown {
  if (rule.files === allFiles && !Array.isArray(written)) return rule.contract;
  const old = Array.isArray(written) ? (written as readonly WrittenRule[]) : generalRule(written);
  const index = old.findIndex(({ files }) => files === rule.files);
  if (index >= 0) return old.with(index, rule);
  const general = rule.files === allFiles ? -1 : old.findIndex(({ files }) => files === allFiles);
  return general < 0 ? [...old, rule] : old.toSpliced(general, 0, rule);
}

function generalRule(contract: unknown): readonly WrittenRule[] {
  return contract === undefined ? [] : [{ files: allFiles, contract }];
}
