/**
 * Compares all methods on the demo frames and on real ones, each set with its own report page, and lists them on one page:
 * `npm run bench:methods -- --seeds 0,1,2 --steps 900 --only kvasir-seg --methods loco,fixmatch --out bench-results`. What
 * is done there already is not done again.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { say } from './console.mjs'
import { project } from './places.mjs'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '0,1,2' },
    steps: { type: 'string', default: '900' },
    size: { type: 'string', default: '128' },
    methods: { type: 'string', default: 'supervised,loco,fixmatch,u2pl,unimatch,augseg,corrmatch' },
    only: { type: 'string' },
    out: { type: 'string', default: 'bench-results' },
    data: { type: 'string', default: process.env.LOCO_DATA_DIR ?? join(project, '../shared/data') },
  },
})
const out = resolve(values.out)
const folds = (name) => [join(values.data, name), '--layout', 'pairs']
const demo = () => [demoFrames(), '--layout', 'pairs', '--group-by', 'manifest:patient', '--classes', '3']

/** A line of a report's paired differences. */
const VERDICT = /^- .* labelled: .* points of mIoU \(/

/** Name of each experiment, and what it asks of `loco experiment`. Groups are patients or sequences where known. */
const experiments = {
  demo: () => [...demo(), '--labelled', '24'],
  'demo-ablation': () => [...demo(), '--labelled', '24', '--methods', 'M1,M2,M3,M4,M5,M6,M7'],
  'kvasir-seg': () => [...folds('kvasir-seg'), '--classes', '2', '--labelled', '10'],
  'cvc-clinicdb': () => [
    ...[...folds('cvc-clinicdb'), '--group-by', 'manifest:sequence', '--classes', '2'],
    ...['--labelled', '8'],
  ],
  'vocalfolds-pathology': () => [
    ...[...folds('vocalfolds'), '--group-by', 'manifest:sequence', '--mask-map', '4=1,255=255,*=0'],
    ...['--classes', '2', '--labelled', '8'],
  ],
  'vocalfolds-7': () => [
    ...[...folds('vocalfolds'), '--group-by', 'manifest:sequence', '--classes', '7'],
    ...['--labelled', '8'],
  ],
}

function demoFrames() {
  const folder = join(out, 'demo-frames')
  if (!existsSync(join(folder, 'manifest.csv'))) loco('demo', folder, '--pairs')
  return folder
}

function loco(...args) {
  const { status } = spawnSync(process.execPath, [join(project, 'build/loco.mjs'), ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if (status !== 0) throw new Error(`loco ${args.join(' ')} failed`)
}

mkdirSync(out, { recursive: true })
const names = values.only ? values.only.split(',') : Object.keys(experiments)
for (const name of names) {
  const [data, ...rest] = experiments[name]()
  say(`${name} …`)
  const methods = rest.includes('--methods') ? [] : ['--methods', values.methods]
  const common = ['--seeds', values.seeds, '--steps', values.steps, '--size', values.size]
  loco('experiment', '--data', data, ...rest, ...methods, ...common, '--out', join(out, name))
  say(readFileSync(join(out, name, 'report.md'), 'utf8'))
}
const made = Object.keys(experiments).filter((name) => existsSync(join(out, name, 'report.md')))
const links = made.map((name) => {
  const lines = readFileSync(join(out, name, 'report.md'), 'utf8').split('\n')
  const verdicts = lines.filter((line) => VERDICT.test(line)).map((line) => `<p>${line.slice(2)}</p>`)
  return `<h2><a href="${name}/report.html">${name}</a></h2>${verdicts.join('')}`
})
const style = 'body{font:15px/1.5 system-ui;max-width:720px;margin:40px auto;color-scheme:light dark}'
writeFileSync(
  join(out, 'index.html'),
  `<!doctype html><meta charset="utf-8"><title>Methods compared</title><style>${style}</style><h1>Methods compared</h1>${links.join('')}`,
)
say(join(out, 'index.html'))
