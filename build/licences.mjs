/** Writes resources/THIRD-PARTY.md: every package that ships, with its licence, from the lockfile. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { project } from './places.mjs'

const { packages } = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8'))
const rows = Object.entries(packages)
  .filter(([path, info]) => path.startsWith('node_modules/') && !info.dev && !info.devOptional)
  .map(
    ([path, info]) =>
      `| ${path.replace(/^.*node_modules\//, '')} | ${info.version} | ${info.license ?? 'see package'} |`,
  )
const head = [
  '# What ships with LoCo Studio, and under which licence',
  '',
  'Written by `node build/licences.mjs`. Fetched by set-up besides: TensorFlow 2.21 (Apache-2.0), Node 24 (MIT),',
  'EfficientNet-Lite0 ImageNet weights (Apache-2.0). Bundled fonts: Inter and Noto Sans SC (OFL-1.1).',
  '',
  '| package | version | licence |',
  '|---|---|---|',
]
writeFileSync(join(project, 'resources/THIRD-PARTY.md'), `${[...head, ...new Set(rows)].join('\n')}\n`)
