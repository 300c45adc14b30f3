// Reads a request from standard input, runs its scenario, writes the record as one line of JSON to descriptor 3.
// Started by the extension or the command line, never by hand: with a module's sources as JavaScript, so nothing else of the workspace is run.
import fs from 'node:fs';
import { confine, leave } from './confinement.mjs';
import { installClock } from './clock.mjs';
import { installGlobals } from './globals.mjs';
import { Modules } from './modules.mjs';
import { recordingOf } from './scenarios.mjs';
import { limitTurns } from './turns.mjs';
import { world } from './world.mjs';

/** As they are before the ways out are closed. */
const { readFileSync, writeSync } = fs;

/** In pieces: a pipe takes no more at once than its buffer holds. */
function answer(text) {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(3, bytes, at, Math.min(bytes.length - at, 65536));
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error;
    }
  }
}

function record() {
  const request = JSON.parse(readFileSync(0, 'utf8'));
  world.begin(request);
  limitTurns(request.turnMs);
  confine();
  installClock();
  const modules = new Modules(request);
  installGlobals(modules);
  answer(`${JSON.stringify(recordingOf(request, modules))}\n`);
}

/** One macrotask: the harness itself decides when promises go on, and what time it is. */
setImmediate(() => {
  let code = 0;
  try {
    record();
  } catch (error) {
    code = 1;
    writeSync(2, `${error.stack}\n`);
  }
  leave(code);
});
