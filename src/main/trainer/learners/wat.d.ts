/** WebAssembly text, which the build compiles (`build/watModules.mjs`). */
declare module '*.wat' {
  /** A new instance's exports; what they are stands in the text. */
  export default function instance(): unknown
}
