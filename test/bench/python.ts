/** The interpreter that yardsticks in Python run on. */
export const python = process.platform === 'win32' ? 'python' : 'python3';
