export function activate(): void {
  // Nothing to start yet.
}
