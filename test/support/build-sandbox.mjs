// Builds the tests in the copy of the checkout that Stryker makes under out/stryker. The build reads modules by path, before Stryker
// would link them.
import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';

symlinkSync('../../../node_modules', 'node_modules', 'junction');
execFileSync(process.execPath, ['esbuild.mjs', '--tests'], { stdio: 'inherit' });
