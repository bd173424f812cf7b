import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Spec, Validation } from '@cyclonedx/cyclonedx-library'
import { afterAll, describe, expect, it } from 'vitest'
import { project } from '../../support/places.ts'
import { temporaryFolder } from '../../support/TestStudy.ts'

interface Component {
  readonly name: string
  readonly version: string
  readonly licenses: readonly { expression?: string; license?: { id?: string; name?: string } }[]
  readonly properties: readonly { name: string; value: string }[]
  readonly hashes?: readonly { alg: string; content: string }[]
  readonly components?: readonly Component[]
}

const place = temporaryFolder()
afterAll(place.remove)

const script = join(project, 'build/parts/writeParts.mjs')
const env = { ...process.env, SOURCE_DATE_EPOCH: '1800000000' }

function written(target: string, folder: string, tree?: string): string {
  const out = join(place.path, folder)
  const from = tree ? ['--tree', tree] : []
  execFileSync(process.execPath, [script, '--target', target, '--out', out, ...from], { env, stdio: 'pipe' })
  return out
}

const bomIn = (out: string) =>
  JSON.parse(readFileSync(join(out, 'sbom.cdx.json'), 'utf8')) as {
    readonly metadata: { readonly timestamp: string }
    readonly components: readonly Component[]
  }

const versionOf = (out: string, wanted: string) =>
  bomIn(out).components.find(({ name }) => name === wanted)?.version

const propertiesOf = ({ properties }: Component, wanted: string) =>
  properties.filter(({ name }) => name === `loco-studio:${wanted}`).map(({ value }) => value)

function hashOf(folder: string): string {
  const hash = createHash('sha256')
  for (const name of readdirSync(folder, { recursive: true }).map(String).sort())
    if (name.includes('.')) hash.update(name).update(readFileSync(join(folder, name)))
  return hash.digest('hex')
}

describe.each(['linux-x64', 'win32-x64', 'darwin-arm64'])('the parts of %s', (target) => {
  const out = written(target, target)
  const { metadata, components } = bomIn(out)

  it('are valid CycloneDX 1.6', async () => {
    const text = readFileSync(join(out, 'sbom.cdx.json'), 'utf8')
    expect(await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(text)).toBeNull()
  })

  it('are the same bytes when written again', () => {
    expect(hashOf(written(target, `${target}-again`))).toBe(hashOf(out))
    expect(metadata.timestamp).toBe('2027-01-15T08:00:00.000Z')
  })

  it('bring their licence texts, and none is under GPL or AGPL', () => {
    for (const component of components) {
      const texts = propertiesOf(component, 'licence-text')
      expect(texts, component.name).not.toEqual([])
      for (const text of texts) expect(readFileSync(join(out, text), 'utf8').length).toBeGreaterThan(100)
      for (const { licenses, name } of [component, ...(component.components ?? [])])
        expect(JSON.stringify(licenses), name).not.toMatch(/(^|[^L])A?GPL/)
    }
  })

  it('name what no lockfile knows, and each is on the page', () => {
    const names = components.map(({ name }) => name)
    const large = [
      'Electron',
      'Node.js',
      'TensorFlow',
      'TensorFlow binding of tfjs-node',
      'SQLite',
      'libvips',
    ]
    const nets = ['ImageNet weights of EfficientNet-Lite0', 'Box assist, encoder', 'Box assist, decoder']
    const fonts = ['@fontsource-variable/inter', '@fontsource-variable/noto-sans-sc']
    const ofWindows = ['Microsoft Visual C++ runtime', 'NSIS']
    const all = [...large, ...nets, ...fonts, ...(target === 'win32-x64' ? ofWindows : [])]
    expect(names).toEqual(expect.arrayContaining(all))
    const page = readFileSync(join(out, 'parts.html'), 'utf8').replaceAll('<wbr>', '')
    for (const { name, version } of components) expect(page).toContain(`${name} ${version}`)
  })

  it('are checked by tests that exist', () => {
    const checks = components.flatMap((component) => propertiesOf(component, 'checked-by'))
    expect(checks.length).toBeGreaterThan(10)
    for (const check of checks) expect(existsSync(join(project, check)), check).toBe(true)
  })

  it('hold packages of this system alone', () => {
    const foreign = ['win32', 'darwin', 'linux'].filter((system) => !target.startsWith(system))
    for (const { name } of components) for (const system of foreign) expect(name).not.toContain(`-${system}-`)
  })
})

describe('the parts of a staged tree', () => {
  /** Packages as they lie here, and files that say what the real ones say of themselves. */
  function staged(name: string, files: Readonly<Record<string, string>>): string {
    const tree = join(place.path, name)
    for (const lying of ['ws', 'yauzl'])
      cpSync(join(project, 'node_modules', lying), join(tree, 'resources/app/node_modules', lying), {
        recursive: true,
      })
    for (const [path, text] of Object.entries({ 'LICENSES.chromium.html': '<p>', ...files })) {
      mkdirSync(dirname(join(tree, path)), { recursive: true })
      writeFileSync(join(tree, path), text)
    }
    return tree
  }

  it('are those that lie in it, and those of the window, with the versions that they say', () => {
    // The words lie across the border between two pieces that are read.
    const electron = `${'\0'.repeat((8 << 20) - 20)}Chrome/120.0.6099.291 Electron/28.3.1`
    const tree = staged('tree', {
      'loco-studio': electron,
      'resources/runtime/node/bin/node': 'node-v24.99.1',
      'resources/runtime/weights/efficientnet-lite0.pth': 'weights',
    })
    const out = written('linux-x64', 'of-tree', tree)
    const { components } = bomIn(out)
    const names = components.map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(['ws', 'yauzl', 'react', 'konva']))
    expect(names).not.toContain('better-sqlite3')
    expect([versionOf(out, 'Electron'), versionOf(out, 'Node.js')]).toEqual(['28.3.1', '24.99.1'])
    const inside = components.find(({ name }) => name === 'Electron')?.components
    expect(inside?.[0]).toMatchObject({ name: 'Chromium', version: '120.0.6099.291' })
    const weights = components.find(({ name }) => name.startsWith('ImageNet weights'))
    const content = createHash('sha256').update('weights').digest('hex')
    expect(weights?.hashes).toEqual([{ alg: 'SHA-256', content }])
    const page = readFileSync(join(out, 'parts.html'), 'utf8')
    expect(page).toContain('Version 28.3.1 was chosen after this table was written')
  })

  const refusedFor = (tree: string) => {
    const args = [script, '--target', 'linux-x64', '--out', join(place.path, 'refused'), '--tree', tree]
    const { status, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' })
    return [status, stderr]
  }

  it('are refused where a file belongs to none of them', () => {
    const tree = staged('stray', { 'resources/runtime/tensorflow/libiomp5.so': 'unknown' })
    expect(refusedFor(tree)).toEqual([
      1,
      'tensorflow/libiomp5.so: lies in resources/runtime and no part of others.mjs claims it\n',
    ])
  })

  it('are refused where TensorFlow is another than the table says', () => {
    const tree = staged('other', { 'resources/runtime/tensorflow/libtensorflow_cc.so.2': 'version 2.21.01' })
    expect(refusedFor(tree)[1]).toMatch(/is not TensorFlow 2\.21\.0; say in others\.mjs which it is/)
  })

  it('are refused where a package is under a licence that may not ship', () => {
    const tree = staged('copyleft', {
      'resources/app/node_modules/stranger/package.json':
        '{"name":"stranger","version":"1.0.0","license":"GPL-3.0-only","author":"Somebody"}',
      'resources/app/node_modules/stranger/LICENSE': 'GNU GENERAL PUBLIC LICENSE',
    })
    expect(refusedFor(tree)).toEqual([
      1,
      'stranger (GPL-3.0-only): is under a licence that allowed.mjs does not have\n',
    ])
  })
})
