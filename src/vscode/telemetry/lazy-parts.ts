/** What the bundle of telemetry offers; see `compose-telemetry`. */
export { Observing } from '../observation/observing.js';
export { Telemetry } from './telemetry.js';
