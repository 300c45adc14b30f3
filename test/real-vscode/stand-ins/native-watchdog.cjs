// Stands in for @vscode/native-watchdog, a native module that ends an extension host whose parent died.
// The harness ends the whole process group instead.
exports.start = () => {};
