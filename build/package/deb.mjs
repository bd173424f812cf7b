import { chmodSync, lstatSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { run } from '../fetch.mjs'
import { project } from '../places.mjs'
import { copy, filesIn, linkOrCopy } from '../stage/files.mjs'
import { tidy } from '../stage/tidy.mjs'
import { desktopEntry, mimeTypes } from './desktop.mjs'
import { writeLinuxIcons } from './icons.mjs'

const ROOT = 'opt/loco-studio'

/**
 * What Electron and TensorFlow load of the system. Debian 13 and Ubuntu 24.04 gave some of it other names when they widened
 * time.
 */
const depends = [
  ...[
    'libc6 (>= 2.27)',
    'libstdc++6',
    'libgcc-s1',
    'libnss3',
    'libnspr4',
    'libdbus-1-3',
    'libdrm2',
    'libgbm1',
  ],
  ...[
    'libexpat1',
    'libxkbcommon0',
    'libpango-1.0-0',
    'libcairo2',
    'libx11-6',
    'libx11-xcb1',
    'libxcb1',
    'libxcomposite1',
  ],
  ...['libxdamage1', 'libxext6', 'libxfixes3', 'libxrandr2'],
  ...['libgtk-3-0', 'libglib2.0-0', 'libatk1.0-0', 'libatk-bridge2.0-0', 'libatspi2.0-0', 'libcups2'].map(
    (name) => `${name}t64 | ${name}`,
  ),
  'libasound2t64 | libasound2',
]

/** Makes the package for Debian and what descends from it, of a staged tree, at the path `out`. */
export async function makeDeb({ tree, version, built, out }) {
  const place = `${out}.root`
  rmSync(place, { recursive: true, force: true })
  for (const file of filesIn(tree)) linkOrCopy(join(tree, file), join(place, ROOT, file))
  // Its rights differ from those in the tree, of which the other files are links.
  const sandbox = `versions/${version}/chrome-sandbox`
  rmSync(join(place, ROOT, sandbox))
  copy(join(tree, sandbox), join(place, ROOT, sandbox))
  write(place, `${ROOT}/managed.json`, '{"by":"deb"}\n')
  for (const name of ['loco-studio', 'loco']) {
    mkdirSync(join(place, 'usr/bin'), { recursive: true })
    symlinkSync(`/${ROOT}/${name}`, join(place, 'usr/bin', name))
  }
  write(place, 'usr/share/applications/loco-studio.desktop', desktopEntry)
  write(place, 'usr/share/mime/packages/loco-studio.xml', mimeTypes)
  write(place, 'usr/share/doc/loco-studio/copyright', readFileSync(join(project, 'LICENSE')))
  await writeLinuxIcons(join(place, 'usr/share/icons/hicolor'))
  write(place, 'DEBIAN/control', control(version, kilobytesOf(place)))
  tidy(place, built)
  // Where the system lends users no rooms of their own, Electron shuts its pages off with this helper of root's.
  chmodSync(join(place, ROOT, sandbox), 0o4755)
  await run('dpkg-deb', ['--root-owner-group', '-Zzstd', '-z6', '--build', place, out], {
    env: { ...process.env, SOURCE_DATE_EPOCH: String(built.getTime() / 1000) },
  })
  rmSync(place, { recursive: true, force: true })
}

function write(place, path, content) {
  mkdirSync(dirname(join(place, path)), { recursive: true })
  writeFileSync(join(place, path), content)
}

const kilobytesOf = (folder) =>
  Math.ceil(filesIn(folder).reduce((sum, file) => sum + lstatSync(join(folder, file)).size, 0) / 1024)

const control = (version, kilobytes) => `Package: loco-studio
Version: ${version}
Architecture: amd64
Maintainer: LoCo Studio founders <founders@loco-studio.invalid>
Installed-Size: ${kilobytes}
Depends: ${depends.join(', ')}
Suggests: ffmpeg, tesseract-ocr
Section: science
Priority: optional
Description: Paint, train and review lesions on laryngoscopy frames
 A doctor paints low-contrast lesions on frames, the app learns from them and
 proposes more, on the premises: it opens no network and needs no other set-up.
`
