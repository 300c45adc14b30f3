// Holds the product to its promises on real code, which lies outside this project:
//   npm run corpus -- plan    --repository GITDIR --blobs LIST [--through STAGE] [--include-review] [--diffs DIR]
//   npm run corpus -- migrate --repository GITDIR --blobs LIST --with FILE… [--include-review]
//   npm run corpus -- classes --folder DIR --base FILE:CLASS [--include-review]
//   npm run corpus -- parallel --folder DIR [--repository GITDIR --blobs LIST] [--only TEXT] [--keep DIR]
//   npm run corpus -- mutations --folder DIR [--repository GITDIR --blobs LIST --count N] [--only TEXT] [--notes FILE]
//   npm run corpus -- history --repository GITDIR --blobs LIST
//   npm run corpus -- assess  --folder DIR [--manifest FILE…]
//   npm run corpus -- fleet   --folder DIR
// Ends with 1 when a promise is broken.
import { assessCorpus } from './assess-corpus.js';
import { classesCorpus } from './classes-corpus.js';
import { fleetCorpus } from './fleet-corpus.js';
import { historyCorpus } from './history-corpus.js';
import { migrateCorpus } from './migrate-corpus.js';
import { mutationCorpus } from './mutation-corpus.js';
import { parallelCorpus } from './parallel-corpus.js';
import { planCorpus } from './plan-corpus.js';

const subjects = new Map([
  ['plan', planCorpus],
  ['migrate', migrateCorpus],
  ['classes', classesCorpus],
  ['parallel', parallelCorpus],
  ['mutations', mutationCorpus],
  ['history', historyCorpus],
  ['assess', assessCorpus],
  ['fleet', fleetCorpus],
]);

const [name = '', ...args] = process.argv.slice(2);
const subject = subjects.get(name);
if (!subject) throw new Error(`Name one of ${[...subjects.keys()].join(', ')}.`);
process.exitCode = (await subject(args)) ? 0 : 1;
