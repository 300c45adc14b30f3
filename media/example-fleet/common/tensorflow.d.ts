/** As much of the library as the fleet uses; nothing of it is needed to run. */
declare module '@tensorflow/tfjs-node-gpu' {
  export interface Tensor {
    dataSync(): ArrayLike<number>;
    dispose(): void;
  }

  export interface LayersModel {
    predict(input: Tensor): Tensor;
    dispose(): void;
  }

  export function setBackend(name: string): Promise<boolean>;
  export function tidy<T>(work: () => T): T;
  export function disposeVariables(): void;
  export function tensor2d(values: number[][]): Tensor;
  export function loadLayersModel(path: string): Promise<LayersModel>;
}
