// What the extension needs once a folder is open: a bundle of its own, out of the way of its activation.
export { createLocalPorts } from './local-ports.js';
