declare module '*.wasm' {
  /** A WebAssembly module, compiled from the folder of that name when the bundle is built. */
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}

/** As much of it as is used: TypeScript declares it for browsers only. */
declare namespace WebAssembly {
  type Module = object;
  const Module: new (bytes: Uint8Array<ArrayBuffer>) => Module;

  interface Instance {
    readonly exports: Readonly<Record<string, unknown>>;
  }
  const Instance: new (module: Module, imports: Readonly<Record<string, unknown>>) => Instance;

  interface Memory {
    readonly buffer: ArrayBuffer;
  }
  interface Global {
    readonly value: number;
  }
}
