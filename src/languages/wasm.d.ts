declare module '*.wasm' {
  /** A WebAssembly module, compiled from the folder of that name when the bundle is built. */
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}

/** As much of it as is used: TypeScript declares it for browsers only. */
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array<ArrayBuffer>);
  }
  class Instance {
    readonly exports: Readonly<Record<string, unknown>>;
    constructor(module: Module, imports: Readonly<Record<string, unknown>>);
  }
  interface Memory {
    readonly buffer: ArrayBuffer;
  }
  interface Global {
    readonly value: number;
  }
}
