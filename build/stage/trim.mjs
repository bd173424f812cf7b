/**
 * What of a package ships: its code, what the code loads, and its licence. Sources, types, documentation, tests and builds
 * for other machines stay behind. Pure: paths in, verdicts out.
 */

/** Texts that must go along with code, whatever else their folder or ending says. */
const LEGAL = /(^|\/)(licen[cs]e|notice|copying|copyright|patents|authors|third[-_]?party)[^/]*$/i
const UNUSED = [
  /\.(map|md|markdown|ts|mts|cts|tsx|flow|tsbuildinfo|gyp|gypi|cc|cpp|c|h|hpp|bat|html|yml|yaml|pdb)$/i,
  /(^|\/)(tests?|__tests__|examples?|docs?|benchmarks?|coverage|man)\//i,
  /(^|\/)(\.[^/]+|[^/]*\.min\.js\.br)$/,
  /(^|\/)(tsconfig|tslint|rollup\.config|karma\.conf|webpack\.config|eslint\.config)[^/]*$/,
]

/** Packages that carry more than one build of themselves: the files of which one is kept. */
const only = {
  '@tensorflow/tfjs': tfjsBundle,
  '@tensorflow/tfjs-backend-cpu': tfjsBundle,
  '@tensorflow/tfjs-backend-webgl': tfjsBundle,
  '@tensorflow/tfjs-converter': tfjsBundle,
  '@tensorflow/tfjs-core': tfjsBundle,
  '@tensorflow/tfjs-data': tfjsBundle,
  '@tensorflow/tfjs-layers': tfjsBundle,
  '@tensorflow/tfjs-node-gpu': (file) => /^dist\/.*(?<!_test)\.js$/.test(file),
  'better-sqlite3': (file, { platform, arch }) =>
    /^lib\//.test(file) || file === `prebuilds/${platform}-${arch}.node`,
  'onnxruntime-node': (file, { platform, arch }) =>
    /^dist\//.test(file) || file.startsWith(`bin/napi-v6/${platform}/${arch}/`),
  sharp: (file) => /^dist\/.*\.cjs$/.test(file),
  dcmjs: (file) => file === 'build/dcmjs.js',
  zod: (file) => !/^src\//.test(file),
}

/** Of the seven bundles of each package of tfjs, Node takes one. */
function tfjsBundle(file) {
  return /^dist\/[^/]*\.node\.js$/.test(file)
}

/** Whether a file of a package ships on a target; `file` is its path in the package's folder. */
export function ships(name, file, target) {
  if (file === 'package.json' || LEGAL.test(file)) return true
  if (UNUSED.some((pattern) => pattern.test(file))) return false
  return only[name]?.(file, target) ?? true
}
