/** What a run of the tests left out, and what would make it run. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { assistFolder, project, weightsFolder } from './places.mjs'

const shared = resolve(process.env.LOCO_SHARED_DIR ?? join(project, '../shared'))
const runs = (command, ...args) => spawnSync(command, args).status === 0
const electron = join(
  process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(project, 'node_modules/electron/dist'),
  'electron',
)

/** Whether a program can be given a network and mounts of its own, with one interface that leads out. */
export function canCutOff() {
  return runs('unshare', '-n', '-m', 'ip', 'link', 'add', 'out0', 'type', 'veth')
}

/** What tests look for, by the name under which they ask for it (`tests/support/places.ts`, or the file itself). */
const needs = [
  {
    mark: 'hasElectron',
    name: 'Electron',
    met: () => existsSync(electron) && (Boolean(process.env.DISPLAY) || runs('which', 'xvfb-run')),
    todo: 'set ELECTRON_OVERRIDE_DIST_PATH to a folder with an electron binary, and apt-get install xvfb where there is no display',
  },
  {
    mark: 'hasChromium',
    name: 'a browser',
    met: () => existsSync(process.env.LOCO_CHROMIUM ?? '/usr/bin/chromium'),
    todo: 'apt-get install chromium, or set LOCO_CHROMIUM to one',
  },
  {
    mark: 'hasBuild',
    name: 'the built app',
    met: () => existsSync(join(project, 'out/main/loco.js')),
    todo: 'npm run setup',
  },
  {
    mark: 'hasTensorFlow',
    name: 'TensorFlow',
    met: () =>
      existsSync(join(project, 'node_modules/@tensorflow/tfjs-node-gpu/lib/napi-v8/tfjs_binding.node')),
    todo: 'npm run setup on Linux x64, with pip and g++',
  },
  {
    mark: 'hasWeights',
    name: 'ImageNet weights',
    met: () => existsSync(join(weightsFolder, 'efficientnet-lite0.pth')),
    todo: 'npm run setup',
  },
  {
    mark: 'hasAssist',
    name: 'the nets of box assist',
    met: () => existsSync(join(assistFolder, 'pair.json')),
    todo: 'npm run setup',
  },
  {
    mark: 'hasGolden',
    name: 'golden vectors',
    met: () => existsSync(join(process.env.LOCO_GOLDEN_DIR ?? join(shared, 'golden'), 'cdf.json')),
    todo: 'set LOCO_GOLDEN_DIR to their folder',
  },
  {
    mark: 'hasImages',
    name: 'public images',
    met: () => existsSync(join(process.env.LOCO_DATA_DIR ?? join(shared, 'data'), 'kvasir-seg')),
    todo: 'set LOCO_DATA_DIR to a folder with kvasir-seg and its like',
  },
  {
    mark: 'hasWine',
    name: 'Wine',
    met: () => ['/usr/lib/wine/wine64', '/usr/bin/wine64'].some(existsSync),
    todo: 'apt-get install wine64',
  },
  {
    mark: 'hasMakensis',
    name: 'what makes installers for Windows',
    met: () => existsSync('/usr/bin/makensis'),
    todo: 'apt-get install nsis',
  },
  {
    mark: 'hasDcmtk',
    name: 'a DICOM sender',
    met: () => runs('storescu', '--version'),
    todo: 'apt-get install dcmtk',
  },
  {
    mark: 'canMount',
    name: 'a disk to fill',
    met: () => process.platform === 'linux' && process.getuid() === 0 && runs('unshare', '--mount', 'true'),
    todo: 'run the tests as root, on a Linux that lets root mount',
  },
  {
    mark: 'hasCompiler',
    name: 'a C compiler on Linux',
    met: () => process.platform === 'linux' && runs('cc', '--version'),
    todo: 'apt-get install gcc libc6-dev',
  },
  {
    mark: 'hasUnshare',
    name: 'a network of their own',
    met: canCutOff,
    todo: 'run as root on Linux, with util-linux and iproute2',
  },
  {
    mark: 'hasDebian',
    name: 'what a package for Linux is made and installed with',
    met: () =>
      process.platform === 'linux' &&
      process.getuid() === 0 &&
      ['debootstrap', 'dpkg-deb', 'zstd', 'Xvfb'].every((name) => runs('which', name)),
    todo: 'run the tests as root, on a Debian, and apt-get install debootstrap zstd xvfb',
  },
  {
    mark: 'isLong',
    name: 'time',
    met: () => Boolean(process.env.LOCO_FAULTS),
    todo: 'npm run test:faults',
  },
  { mark: 'hasFfmpeg', name: 'films', met: () => runs('ffmpeg', '-version'), todo: 'apt-get install ffmpeg' },
  {
    mark: 'hasTesseract',
    name: 'text recognition',
    met: () => runs('tesseract', '--version'),
    todo: 'apt-get install tesseract-ocr',
  },
]

/** Python modules that a test asks for, as a need. */
function pythonNeeds(source) {
  return [...source.matchAll(/pythonHas\(([^)]*)\)/g)].map(([, list]) => {
    const modules = [...list.matchAll(/'(\w+)'/g)].map(([, name]) => name)
    return {
      name: `Python with ${modules.join(', ')}`,
      met: () => runs(process.env.LOCO_ORACLE_PYTHON ?? 'python3', '-c', `import ${modules.join(', ')}`),
      todo: 'set LOCO_ORACLE_PYTHON to a Python that has them',
    }
  })
}

/**
 * One line for each thing that was missing: which tests wait for it, and what brings it. `skipped` holds each skipped
 * test's file (absolute) and name. A test that waits for nothing of the kind is named by itself.
 */
export function linesOf(skipped) {
  const missing = new Map()
  const unexplained = []
  for (const { file, name } of skipped) {
    const source = readFileSync(file, 'utf8')
    const asked = [...needs.filter(({ mark }) => source.includes(mark)), ...pythonNeeds(source)]
    const absent = asked.filter(({ met }) => !met())
    if (absent.length === 0) unexplained.push(`skipped: ${name} (its file says when it runs)`)
    for (const need of absent) {
      const entry = missing.get(need.name) ?? { todo: need.todo, tests: 0, files: new Set() }
      entry.tests++
      entry.files.add(file.slice(project.length + 1))
      missing.set(need.name, entry)
    }
  }
  const lines = [...missing].map(
    ([name, { todo, tests, files }]) =>
      `skipped ${tests} for want of ${name} (${[...files].join(', ')}): ${todo}`,
  )
  return [...lines, ...unexplained]
}
