declare module 'jpeg-lossless-decoder-js' {
  export class Decoder {
    /** Samples in a new array, interleaved; `bytes` is how many each takes. */
    decode(
      buffer: ArrayBuffer,
      offset: number,
      length: number,
      bytes: number,
    ): { readonly buffer: ArrayBuffer }
  }
}
